package org.waggle.common.recipe;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.RunException;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * Reads YAML into {@link YamlNode}s. Of YAML only what a recipe needs: one document of maps, lists and scalars, no key
 * twice, no tags, no anchors.
 */
final class YamlParser {
    private final String source;
    private final IntFunction<String> places;

    /**
     * A parser of one text.
     *
     * @param source what the text is, for messages
     * @param places how a message names a line, from 1
     */
    YamlParser(String source, IntFunction<String> places) {
        this.source = source;
        this.places = places;
    }

    /** The only document of the text. */
    YamlNode parse(String text) {
        try {
            Iterator<org.yaml.snakeyaml.nodes.Node> documents =
                    YamlText.yaml().composeAll(new StringReader(text)).iterator();
            if (!documents.hasNext()) {
                throw failure("Cannot read %s: it is empty (start from one of recipes/)".formatted(source));
            }
            YamlNode first = convert(documents.next(), places.apply(1));
            if (documents.hasNext()) {
                throw failure("Cannot read %s: a second document begins (one file is one document: remove '---')"
                        .formatted(place(documents.next())));
            }
            return first;
        } catch (MarkedYAMLException e) {
            throw new RunException(FailureKind.INPUT, unreadable(e), e);
        } catch (ReaderException e) {
            throw new RunException(FailureKind.INPUT, unreadable(e, text), e);
        } catch (YAMLException e) {
            String problem = "Cannot read %s: %s (recipes are shorter and flatter)".formatted(source, e.getMessage());
            throw new RunException(FailureKind.INPUT, problem, e);
        }
    }

    private String unreadable(MarkedYAMLException e) {
        Mark mark = e.getProblemMark() != null ? e.getProblemMark() : e.getContextMark();
        String problem = e.getProblem().replaceAll("\\. \\(Do not use .*\\)$", "");
        return "Cannot read %s: %s (%s)".formatted(places.apply(mark.getLine() + 1), problem, remedy(problem));
    }

    private static String remedy(String problem) {
        if (problem.contains("TAB")) {
            return "indent with spaces, not with tabs";
        }
        return problem.contains("alias")
                ? "anchors and aliases are not read: put text that begins with * in quotes"
                : "check indentation, colons, brackets and quotes there and just before";
    }

    private String unreadable(ReaderException e, String text) {
        long line =
                text.codePoints().limit(e.getPosition()).filter(c -> c == '\n').count() + 1;
        return "Cannot read %s: character U+%04X (recipes are plain UTF-8 text: write \"\\u%04X\" in quotes)"
                .formatted(places.apply((int) line), e.getCodePoint(), e.getCodePoint());
    }

    private YamlNode convert(org.yaml.snakeyaml.nodes.Node node, String place) {
        if (node.getAnchor() != null) {
            throw failure("Invalid anchor: &%s (anchors and aliases are not read: write the value out), %s"
                    .formatted(node.getAnchor(), place(node)));
        }
        if (node instanceof ScalarNode scalar && node.getTag().equals(Tag.STR)) {
            return new YamlNode.Scalar(scalar.getValue(), scalar.getScalarStyle() != ScalarStyle.PLAIN, place);
        }
        if (node instanceof SequenceNode sequence && node.getTag().equals(Tag.SEQ)) {
            List<YamlNode> items = new ArrayList<>();
            sequence.getValue().forEach(item -> items.add(convert(item, place(item))));
            return new YamlNode.Items(items, place);
        }
        if (node instanceof MappingNode mapping && node.getTag().equals(Tag.MAP)) {
            return new YamlNode.Mapping(values(mapping), place);
        }
        throw failure("Invalid tag: %s (tags are not read: leave it out), %s".formatted(node.getTag(), place(node)));
    }

    private Map<String, YamlNode> values(MappingNode mapping) {
        Map<String, YamlNode> values = new LinkedHashMap<>();
        for (NodeTuple entry : mapping.getValue()) {
            String place = place(entry.getKeyNode());
            if (!(convert(entry.getKeyNode(), place) instanceof YamlNode.Scalar key) || key.missing()) {
                throw failure("Invalid key (must be a word in kebab-case), " + place);
            }
            YamlNode before = values.put(key.text(), convert(entry.getValueNode(), place));
            if (before != null) {
                throw failure("Duplicate key: %s (keep one; the first is %s), %s"
                        .formatted(key.text(), before.place(), place));
            }
        }
        return values;
    }

    private String place(org.yaml.snakeyaml.nodes.Node node) {
        return places.apply(node.getStartMark().getLine() + 1);
    }

    private static RunException failure(String message) {
        return new RunException(FailureKind.INPUT, message);
    }
}
