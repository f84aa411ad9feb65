package dev.eclusa.core.chat;

/** Who speaks a message. System and developer messages stand in the list where the caller put them. */
public enum Role {
    SYSTEM,
    DEVELOPER,
    USER,
    ASSISTANT,
    /** Carries {@link Content.ToolResult} parts only. */
    TOOL
}
