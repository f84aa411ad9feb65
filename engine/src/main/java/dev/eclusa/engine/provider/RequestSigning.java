package dev.eclusa.engine.provider;

/**
 * What requests are signed with that carry no key (AWS Signature Version 4).
 *
 * @param keyId names the secret; sent as it is
 * @param secret never sent
 * @param session token of temporary credentials; empty of lasting ones
 * @param region that the endpoint belongs to
 * @param service name of the service in signatures
 */
public record RequestSigning(String keyId, Secret secret, Secret session, String region, String service) {}
