package dev.eclusa.bench.routing;

import com.sun.management.ThreadMXBean;
import dev.eclusa.engine.classifying.Assessor;
import dev.eclusa.engine.classifying.Prompt;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How well the complexity tells calls that need the strong model, on a labelled set: lines of {@code {"set", "prompt", "weak",
 * "strong"}}, where the last two say whether the weak and the strong model were right. And what a judgement costs.
 */
public final class Complexity {
    private static final int[] SHARES = {20, 50, 80};
    private static final int ROUNDS = 20_000;

    private Complexity() {}

    /** One labelled prompt. */
    private record Labelled(String set, double complexity, boolean weak, boolean strong) {}

    /** The file is the only argument. */
    public static void main(String[] args) throws IOException {
        Map<String, List<Labelled>> sets = new TreeMap<>();
        List<Labelled> all = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of(args[0]))) {
            JsonObject node = new JsonObject(line);
            Prompt prompt = new Prompt(node.getString("prompt"), 1, false, 0);
            Labelled one = new Labelled(
                    node.getString("set"),
                    Assessor.shipped().assess(prompt).complexity(),
                    node.getBoolean("weak"),
                    node.getBoolean("strong"));
            all.add(one);
            sets.computeIfAbsent(one.set(), name -> new ArrayList<>()).add(one);
        }
        sets.put("all", all);
        System.out.println(
                "| set | prompts | weak right | strong right | AUC | gap closed at 20 % | at 50 % | at 80 % |");
        System.out.println("|---|---:|---:|---:|---:|---:|---:|---:|");
        sets.forEach(Complexity::print);
        System.out.printf(
                Locale.ROOT, "%nA judgement of a prompt of 2 KB: %.1f µs of CPU, %d bytes%n", cost()[0], (long)
                        cost()[1]);
    }

    private static void print(String name, List<Labelled> set) {
        StringBuilder row = new StringBuilder(String.format(
                Locale.ROOT,
                "| %s | %d | %.3f | %.3f | %.3f |",
                name,
                set.size(),
                share(set, 0),
                share(set, 100),
                areaUnderCurve(set)));
        double weak = share(set, 0);
        double gap = share(set, 100) - weak;
        for (int percent : SHARES) {
            row.append(String.format(Locale.ROOT, " %.2f |", (share(set, percent) - weak) / gap));
        }
        System.out.println(row);
    }

    /** The share of right answers when the most complex so many percent go to the strong model. */
    private static double share(List<Labelled> set, int percent) {
        List<Labelled> sorted = set.stream()
                .sorted(Comparator.comparingDouble(Labelled::complexity).reversed())
                .toList();
        int strong = sorted.size() * percent / 100;
        long right = 0;
        for (int i = 0; i < sorted.size(); i++) {
            right += (i < strong ? sorted.get(i).strong() : sorted.get(i).weak()) ? 1 : 0;
        }
        return (double) right / sorted.size();
    }

    /** How often a prompt the weak model fails is judged more complex than one it does not; ties are half. */
    private static double areaUnderCurve(List<Labelled> set) {
        List<Labelled> sorted = set.stream()
                .sorted(Comparator.comparingDouble(Labelled::complexity))
                .toList();
        double sum = 0;
        double below = 0;
        int i = 0;
        while (i < sorted.size()) {
            int end = i;
            int easy = 0;
            int hard = 0;
            while (end < sorted.size()
                    && Double.compare(
                                    sorted.get(end).complexity(), sorted.get(i).complexity())
                            == 0) {
                easy += sorted.get(end).weak() ? 1 : 0;
                hard += sorted.get(end).weak() ? 0 : 1;
                end++;
            }
            sum += hard * (below + easy / 2.0);
            below += easy;
            i = end;
        }
        long hard = set.stream().filter(one -> !one.weak()).count();
        return sum / (hard * below);
    }

    private static double[] cost() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Prompt prompt = new Prompt(
                "Write a function that parses a date and explain, step by step, why. ".repeat(30), 3, false, 2);
        double sum = 0;
        for (int i = 0; i < ROUNDS; i++) {
            sum += Assessor.shipped().assess(prompt).complexity();
        }
        long bytes = threads.getCurrentThreadAllocatedBytes();
        long began = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < ROUNDS; i++) {
            sum += Assessor.shipped().assess(prompt).complexity();
        }
        double micros = (threads.getCurrentThreadCpuTime() - began) / 1e3 / ROUNDS;
        return new double[] {sum > 0 ? micros : 0, (double) (threads.getCurrentThreadAllocatedBytes() - bytes) / ROUNDS
        };
    }
}
