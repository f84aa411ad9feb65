package dev.eclusa.engine.classifying;

/**
 * What the rules of an operator may ask about a call.
 *
 * @param assessment what its text was taken for
 * @param prompt what was judged
 * @param tokens estimate of the whole prompt
 * @param vip whether the caller says that its customer matters most
 */
public record Facts(Assessment assessment, Prompt prompt, long tokens, boolean vip) {}
