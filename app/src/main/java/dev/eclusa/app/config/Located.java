package dev.eclusa.app.config;

import java.util.List;
import java.util.Map;

/** A piece of the configuration file that knows where it stands. */
sealed interface Located {
    /** Line, from 1. */
    int line();

    /** Column, from 1. */
    int column();

    /** A mapping. */
    record Mapping(Map<String, Located> members, Map<String, int[]> places, int line, int column) implements Located {}

    /** A list. */
    record Sequence(List<Located> elements, int line, int column) implements Located {}

    /** A text, number or boolean, as it stands, variables filled in. */
    record Scalar(String text, int line, int column) implements Located {}
}
