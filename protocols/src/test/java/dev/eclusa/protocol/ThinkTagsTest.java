package dev.eclusa.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.core.chat.ChatEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThinkTagsTest {
    private static String read(List<String> pieces) {
        StringBuilder read = new StringBuilder();
        ThinkTags tags = new ThinkTags();
        EventSink sink = tags.into(event -> {
            switch (event) {
                case ChatEvent.ThinkingDelta thinking ->
                    read.append(thinking.text().toUpperCase(java.util.Locale.ROOT));
                case ChatEvent.TextDelta text -> read.append(text.text());
                default -> {}
            }
        });
        pieces.forEach(piece -> sink.accept(new ChatEvent.TextDelta(0, piece)));
        sink.accept(new ChatEvent.Ended());
        return read.toString();
    }

    @Test
    void tellsThinkingFromTextWhereverTheyAreCut() {
        String whole = "\n<think>hm < so\n</think>\n\nyes <think>no</think>";
        for (int first = 0; first <= whole.length(); first++) {
            for (int second = first; second <= whole.length(); second++) {
                assertThat(read(List.of(
                                whole.substring(0, first), whole.substring(first, second), whole.substring(second))))
                        .isEqualTo("HM < SO\nyes <think>no</think>");
            }
        }
    }

    @Test
    void textWithoutTagsIsText() {
        assertThat(read(List.of("<thin", "ner>"))).isEqualTo("<thinner>");
        assertThat(read(List.of("<thi"))).isEqualTo("<thi");
        assertThat(read(List.of("<think>never closed </th"))).isEqualTo("NEVER CLOSED </TH");
    }
}
