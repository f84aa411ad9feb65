package dev.eclusa.engine.classifying;

/**
 * What is judged of a call.
 *
 * @param text what the user says last
 * @param turns messages so far
 * @param pictures whether it holds any
 * @param tools tools it may call
 */
public record Prompt(String text, int turns, boolean pictures, int tools) {}
