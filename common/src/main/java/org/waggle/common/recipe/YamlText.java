package org.waggle.common.recipe;

import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** YAML as recipes use it: what stands without quotes has no type of its own, since the record says what it must be. */
final class YamlText {
    private static final Resolver STANDARD = new Resolver();

    private YamlText() {}

    /** Maps, lists and {@link YamlNode.Scalar}s in block style. */
    static String of(Object value) {
        return yaml().dump(value);
    }

    /** True if the text must be quoted, so that we and others read it as text. */
    static boolean needsQuotes(String text) {
        return ScalarReader.needsQuotes(text)
                || !STANDARD.resolve(NodeId.scalar, text, true).equals(Tag.STR);
    }

    /** A reader and writer of such YAML; not to be shared by threads. */
    static Yaml yaml() {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(FlowStyle.BLOCK);
        options.setIndicatorIndent(2);
        options.setIndentWithIndicator(true);
        options.setSplitLines(false);
        LoaderOptions loading = new LoaderOptions();
        return new Yaml(new SafeConstructor(loading), new Scalars(options), options, loading, new EverythingIsText());
    }

    private static final class EverythingIsText extends Resolver {
        @Override
        protected void addImplicitResolvers() {}
    }

    private static final class Scalars extends Representer {
        Scalars(DumperOptions options) {
            super(options);
            representers.put(YamlNode.Scalar.class, value -> {
                YamlNode.Scalar scalar = (YamlNode.Scalar) value;
                ScalarStyle style = scalar.quoted() ? ScalarStyle.DOUBLE_QUOTED : ScalarStyle.PLAIN;
                return representScalar(Tag.STR, scalar.text(), style);
            });
        }
    }
}
