package dev.eclusa.protocol;

import java.util.OptionalLong;

/**
 * The few facts of a request that admission and routing need, whether or not the whole was decoded.
 *
 * @param model the model as the caller named it
 * @param stream whether a stream is asked for
 * @param includeUsage whether a stream shall end with usage where the dialect makes that a choice
 * @param maxTokens the caller's limit on generated tokens
 * @param messages how many messages there are
 */
public record RequestHead(String model, boolean stream, boolean includeUsage, OptionalLong maxTokens, int messages) {}
