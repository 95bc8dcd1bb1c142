package org.waggle.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** The chart, rendered by helm. */
class ChartIT {
    private static final String EVERYTHING = """
            image: {repository: r.example/waggle, digest: "sha256:%s", pullSecrets: [registry]}
            recipe: {configMap: my-recipe}
            run: s3a://models/runs/first
            arguments: [--set=phases.grpo.steps=10, "--grace=40s"]
            restart: {retries: 0}
            driver:
              coreRequest: 500m
              coreLimit: "2"
              nodeSelector: {pool: cpu}
              tolerations: [{key: spot, operator: Exists, effect: NoSchedule}]
              labels: {team: bees, app.kubernetes.io/instance: another}
              annotations: {note: "yes"}
            executor:
              dynamic: {enabled: true, min: 2, max: 8}
              affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [
                {matchExpressions: [{key: gpu, operator: In, values: [a100]}]}]}}}
            gpu: {amount: 1, perTask: 0.5}
            storage:
              claims: [{claim: data, mountPath: /data, readOnly: true}]
              secrets: [{secret: keytab, mountPath: /etc/keytab}]
              secretEnv: [{name: AWS_SECRET_ACCESS_KEY, secret: s3, key: key}]
              localDir: {medium: Memory, sizeLimit: 8Gi}
            env: {HTTPS_PROXY: "http://proxy:3128"}
            sparkConf: {spark.hadoop.fs.s3a.endpoint: "https://s3.example"}
            hadoopConf: {fs.s3a.path.style.access: "true"}
            security: {user: 1000650000, group: 0, authentication: {existingSecret: first-spark}}
            networkPolicy:
              monitoring: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: monitoring}}}]
              egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8}}], ports: [{port: 443, protocol: TCP}]}]
            metrics: {podMonitor: {enabled: true, labels: {release: prometheus}}}
            logs: {format: json}
            eventLog: {dir: s3a://logs/spark}
            """.formatted("0".repeat(64));

    @TempDir
    private Path folder;

    @Test
    void helmFindsNothingToComplainOf() {
        LintResult result = new Helm(Chart.FOLDER).lint().strict().call();
        assertThat(result.getMessages()).allMatch(message -> message.startsWith("[INFO]"));
        assertThat(result.isFailed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theOperatorKnowsEveryField(boolean everything) throws IOException {
        String values = everything ? EVERYTHING : Chart.LEAST;
        JsonNode one = Chart.of(folder, values).object("SparkApplication", "first");
        assertThat(OperatorSchema.of("sparkapplications").objections(one)).isEmpty();
        JsonNode scheduled =
                Chart.of(folder, values, "schedule.cron=0 3 * * *").object("ScheduledSparkApplication", "first");
        assertThat(OperatorSchema.of("scheduledsparkapplications").objections(scheduled))
                .isEmpty();
        assertThat(scheduled.at("/spec/template")).isEqualTo(one.at("/spec"));
        assertThat(scheduled.at("/spec/concurrencyPolicy").asText()).isEqualTo("Forbid");
    }

    @Test
    void aScheduleMakesTheNextRunOfASeries() throws IOException {
        JsonNode scheduled = Chart.of(folder, Chart.LEAST, "schedule.cron=0 3 * * *", "command=scheduled")
                .object("ScheduledSparkApplication", "first");
        JsonNode arguments = scheduled.at("/spec/template/arguments");
        assertThat(arguments.get(0).asText()).isEqualTo("scheduled");
        assertThat(arguments.get(2).asText()).startsWith("--series=");
        assertThat(arguments.get(3).asText()).isEqualTo("--always-zero");
        assertThat(arguments).hasSize(4);
    }

    @Test
    void aFieldThatTheOperatorLacksWouldBeSeen() throws IOException {
        JsonNode application = Chart.of(folder, Chart.LEAST).object("SparkApplication", "first");
        ((ObjectNode) application.at("/spec")).put("restarts", 1);
        assertThat(OperatorSchema.of("sparkapplications").objections(application))
                .singleElement()
                .asString()
                .contains("restarts");
    }

    /**
     * Pod templates are handed to Spark unchecked; the same types have schemas where the operator offers them itself.
     */
    @ParameterizedTest
    @ValueSource(strings = {"driver", "executor"})
    void podTemplatesAreSoundPods(String role) throws IOException {
        OperatorSchema spec = OperatorSchema.of("sparkapplications").part("spec");
        for (String values : List.of(Chart.LEAST, EVERYTHING)) {
            Chart chart = Chart.of(folder, values);
            JsonNode pod = chart.application().at("/%s/template/spec".formatted(role));
            List<String> objections =
                    new ArrayList<>(spec.part(role, "podSecurityContext").objections(pod.at("/securityContext")));
            objections.addAll(spec.part(role, "securityContext")
                    .objections(chart.container(role).at("/securityContext")));
            objections.addAll(spec.part(role, "volumeMounts")
                    .objections(chart.container(role).at("/volumeMounts")));
            objections.addAll(
                    spec.part(role, "env").objections(chart.container(role).at("/env")));
            objections.addAll(spec.part("volumes").objections(pod.at("/volumes")));
            assertThat(objections).isEmpty();
            assertThat(pod.at("/volumes").findValuesAsText("name"))
                    .containsAll(chart.container(role).at("/volumeMounts").findValuesAsText("name"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"driver", "executor"})
    void podsMayDoNothingThatTheyNeedNot(String role) throws IOException {
        Chart chart = Chart.of(folder, Chart.LEAST);
        JsonNode pod = chart.application().at("/%s/template/spec".formatted(role));
        assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
        assertThat(pod.at("/securityContext/runAsUser").asInt()).isEqualTo(185);
        assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
        assertThat(pod.at("/automountServiceAccountToken").asBoolean()).isEqualTo(role.equals("driver"));
        JsonNode container = chart.container(role).at("/securityContext");
        assertThat(container.at("/readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(container.at("/allowPrivilegeEscalation").booleanValue()).isFalse();
        assertThat(container.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
    }

    @Test
    void trafficAndDisksAreEncryptedUnlessSomeoneSaysNo() throws IOException {
        Map<String, String> expected = Map.of(
                "spark.authenticate", "true",
                "spark.network.crypto.enabled", "true",
                "spark.network.crypto.saslFallback", "false",
                "spark.io.encryption.enabled", "true");
        Chart chart = Chart.of(folder, Chart.LEAST);
        expected.forEach((key, value) -> assertThat(chart.conf(key)).isEqualTo(value));
        Chart open = Chart.of(
                folder, Chart.LEAST, "security.authentication.enabled=false", "security.encryption.enabled=false");
        expected.forEach((key, value) -> assertThat(open.conf(key)).isEmpty());
    }

    @Test
    void anExistingSecretIsAFileOfBothAndInNoSpecification() throws IOException {
        Chart chart = Chart.of(folder, EVERYTHING);
        assertThat(chart.conf("spark.authenticate.secret.file")).isEqualTo("/etc/waggle/auth/secret");
        for (String role : List.of("driver", "executor")) {
            assertThat(chart.container(role).at("/volumeMounts").findValuesAsText("mountPath"))
                    .contains("/etc/waggle/auth", "/etc/keytab");
        }
        assertThat(chart.container("driver").at("/env").toString())
                .contains("\"secretKeyRef\":{\"name\":\"s3\",\"key\":\"key\"}");
    }

    @Test
    void onlyTheDriverMayAskTheApiServerAndOnlyForWhatSparkDoes() throws IOException {
        Chart chart = Chart.of(folder, Chart.LEAST);
        JsonNode binding = chart.object("RoleBinding", "first-driver");
        assertThat(binding.at("/subjects")).hasSize(1);
        assertThat(binding.at("/subjects/0/name").asText())
                .isEqualTo(chart.application().at("/driver/serviceAccount").asText())
                .isNotEqualTo(chart.application().at("/executor/serviceAccount").asText());
        JsonNode rules = chart.object("Role", "first-driver").at("/rules");
        assertThat(rules.findValues("resources").toString())
                .doesNotContain("secrets")
                .doesNotContain("*");
        assertThat(rules.findValues("verbs").toString()).doesNotContain("*").doesNotContain("update");
    }

    @Test
    void networkPoliciesChooseThePodsThatTheTemplatesLabel() throws IOException {
        Chart chart = Chart.of(folder, EVERYTHING);
        for (String role : List.of("driver", "executor")) {
            JsonNode policy = chart.object("NetworkPolicy", "first-" + role).at("/spec");
            JsonNode labels = chart.application().at("/%s/template/metadata/labels".formatted(role));
            policy.at("/podSelector/matchLabels")
                    .properties()
                    .forEach(label -> assertThat(labels.path(label.getKey()))
                            .as(label.getKey())
                            .isEqualTo(label.getValue()));
            assertThat(policy.at("/egress").toString()).contains("10.0.0.0/8");
            assertThat(policy.toString().contains("4040")).isEqualTo(role.equals("driver"));
            assertThat(policy.toString().contains("6443")).isEqualTo(role.equals("driver"));
        }
        assertThat(Chart.of(folder, Chart.LEAST)
                        .object("NetworkPolicy", "first-driver")
                        .toString())
                .doesNotContain("4040");
    }

    @Test
    void gpusAndSizesReachSpark() throws IOException {
        Chart chart = Chart.of(folder, EVERYTHING);
        assertThat(chart.conf("spark.executor.resource.gpu.amount")).isEqualTo("1");
        assertThat(chart.conf("spark.task.resource.gpu.amount")).isEqualTo("0.5");
        assertThat(chart.conf("spark.executor.resource.gpu.vendor")).isEqualTo("nvidia.com");
        assertThat(chart.application().at("/dynamicAllocation/maxExecutors").asInt())
                .isEqualTo(8);
        assertThat(chart.application().at("/executor/instances").isMissingNode())
                .isTrue();
        assertThat(chart.application()
                        .at("/driver/template/spec/securityContext/runAsUser")
                        .asLong())
                .isEqualTo(1_000_650_000L);
        assertThat(chart.application().at("/restartPolicy/type").asText()).isEqualTo("Never");
    }

    @Test
    void theRecipeArrivesAsItWas() throws IOException {
        String recipe = Files.readString(Path.of("../recipes/arithmetic-grpo.yaml"));
        Path file = Files.writeString(folder.resolve("recipe.yaml"), recipe);
        String rendered = new Helm(Chart.FOLDER)
                .template()
                .withName("first")
                .withKubeVersion("1.33.0")
                .withValuesFile(
                        Files.writeString(folder.resolve("values.yaml"), Chart.LEAST.replaceAll("recipe:.*\n", "")))
                .setFile("recipe.text", file)
                .call();
        Iterable<Object> documents = new Yaml().loadAll(rendered);
        assertThat(documents)
                .anySatisfy(document -> assertThat(document)
                        .asInstanceOf(InstanceOfAssertFactories.MAP)
                        .containsEntry("data", Map.of("recipe.yaml", recipe)));
    }

    @Test
    void theNotesSayWhatToTypeAndWarnOfWhatIsOff() throws IOException {
        String notes = new Helm(Chart.FOLDER)
                .install()
                .clientOnly()
                .withKubeVersion("1.33.0")
                .withName("first")
                .withNamespace("training")
                .withValuesFile(Files.writeString(folder.resolve("values.yaml"), Chart.LEAST))
                .set("networkPolicy.enabled", "false")
                .call()
                .getOutput();
        assertThat(notes)
                .contains("kubectl -n training get sparkapplications.sparkoperator.k8s.io first")
                .contains("Warning: networkPolicy is off")
                .doesNotContain("Warning: security");
    }

    @Test
    void logsAreTheCommandsOwn() throws IOException {
        assertThat(Chart.FOLDER.resolve("files/log4j2-text.properties"))
                .hasSameTextualContentAs(Path.of("../driver/src/main/resources/log4j2-waggle.properties"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            image.tagg=x                              | at '/image': additional properties 'tagg' not allowed
            executor.cores=two                        | at '/executor/cores': got string, want integer
            executor.memory=4GB                       | at '/executor/memory': '4GB' does not match pattern
            security.user=0                           | at '/security/user': minimum: got 0, want 1
            schedule.concurrency=Allow                | at '/schedule/concurrency': value must be one of 'Forbid', 'Replace'
            image.repository=                         | Missing value: image.repository (the image that deploy/Dockerfile makes
            image.tag=                                | Missing value: image.tag or image.digest
            recipe.text=                              | Missing value: recipe.text (--set-file recipe.text=my-recipe.yaml) or recipe.configMap
            recipe.configMap=another                  | Invalid recipe: text and configMap are both set
            run=                                      | Missing value: run (folder of the run
            run=file:///tmp/runs                      | Invalid run: file:///tmp/runs (must lie on a claim of storage.claims
            storage.claims[0].readOnly=true           | Invalid run: file:///runs/first (must lie on a claim of storage.claims that isn't readOnly
            executor.dynamic.min=9,executor.dynamic.enabled=true | Invalid executor.dynamic.min: 9 (must be <= max, 4)
            """)
    void whatCannotWorkIsRefusedByItsName(String settings, String message) {
        assertThatThrownBy(() -> Chart.of(folder, Chart.LEAST, settings.split(",(?=executor)")))
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sparkConf: {spark.authenticate: "false"}          | Invalid sparkConf.spark.authenticate: the chart sets it
            sparkConf: {spark.x: 1}                           | at '/sparkConf/spark.x': got number, want string
            sparkConf: {spark.hadoop.fs.s3a.secret.key: abc}  | Invalid setting spark.hadoop.fs.s3a.secret.key: looks like a secret
            hadoopConf: {fs.s3a.access.key: abc}              | Invalid setting fs.s3a.access.key: looks like a secret
            env: {DB_PASSWORD: abc}                           | Invalid setting DB_PASSWORD: looks like a secret
            """)
    void noSettingIsSaidTwiceAndNoSecretInTheOpen(String values, String message) {
        assertThatThrownBy(() -> Chart.of(folder, Chart.LEAST + values)).hasMessageContaining(message);
    }

    @Test
    void valuesAndTheirSchemaNameTheSame() throws IOException {
        var schema = new ObjectMapper()
                .readTree(Chart.FOLDER.resolve("values.schema.json").toFile());
        Map<String, Object> values = new Yaml().load(Files.readString(Chart.FOLDER.resolve("values.yaml")));
        assertThat(paths(schema))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(keys("", values), Stream.of("/global")).toList());
    }

    private static List<String> paths(JsonNode schema) {
        List<String> all = new ArrayList<>();
        schema.path("properties").properties().forEach(each -> {
            all.add("/" + each.getKey());
            paths(each.getValue()).forEach(path -> all.add("/" + each.getKey() + path));
        });
        return all;
    }

    private static Stream<String> keys(String prefix, Map<?, ?> values) {
        return values.entrySet().stream().flatMap(each -> {
            String path = prefix + "/" + each.getKey();
            boolean free = path.equals("/networkPolicy/dns");
            return Stream.concat(
                    Stream.of(path),
                    each.getValue() instanceof Map<?, ?> map && !free ? keys(path, map) : Stream.empty());
        });
    }
}
