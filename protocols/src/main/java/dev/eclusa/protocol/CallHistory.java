package dev.eclusa.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The tool calls of a conversation that wait for their results. Older clients give calls no ids and results nothing but a
 * name or their order, so ids are made: the same ones whenever the conversation is sent again, so that a provider's prompt
 * cache still fits.
 */
public final class CallHistory {
    private static final String MADE = "call_turn";

    private final List<Call> waiting = new ArrayList<>();

    private record Call(String id, String name) {}

    /** Whether an id was made here and says nothing to Ollama. */
    public static boolean isMade(String id) {
        return id.startsWith(MADE);
    }

    /** Remembers a call; answers its id, made when the caller gave none. */
    public String called(String id, String name, int message, int position) {
        String unique = id.isEmpty() ? MADE + message + "_" + position : id;
        waiting.add(new Call(unique, name));
        return unique;
    }

    /** The id of the call a result belongs to: by id, else by name, else the first that waits. */
    public String answered(String id, Optional<String> name, int message) {
        Optional<Call> call = waiting.stream()
                .filter(waits ->
                        id.isEmpty() ? name.isEmpty() || name.get().equals(waits.name()) : id.equals(waits.id()))
                .findFirst();
        call.ifPresent(waiting::remove);
        String made = id.isEmpty() ? MADE + message + "_result" : id;
        return call.map(Call::id).orElse(made);
    }
}
