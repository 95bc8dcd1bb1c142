package org.waggle.executor.reward.external;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.waggle.common.data.Problem;
import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.RunException;
import org.waggle.executor.Examples;

class HttpRewardTest {
    private static final Problem PROBLEM = new Problem("1+1", "1+1=", "2", Map.of("level", "easy"));

    private record Said(int status, String body) {}

    private final Deque<Said> script = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();
    private final List<String> tokens = new ArrayList<>();
    private HttpServer server = start();

    private HttpServer start() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void serve() {
        server.createContext("/", exchange -> {
            tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            asked.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            Said next = script.remove();
            byte[] body = next.body().getBytes(UTF_8);
            exchange.sendResponseHeaders(next.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String url() {
        return "http://127.0.0.1:%d/score".formatted(server.getAddress().getPort());
    }

    private double[] scores(int retries) {
        return new HttpReward(url(), Map.of(), 10, retries)
                .score(Examples.group(PROBLEM, "2", "3"), Examples.CONTEXT)
                .values();
    }

    @Test
    void aGroupIsPostedAtOnce() {
        script.add(new Said(200, "{\"scores\": [1, 0.25]}"));
        assertThat(scores(0)).containsExactly(1, 0.25);
        assertThat(asked)
                .containsExactly(
                        "{\"level\":[\"easy\",\"easy\"],\"answer\":[\"2\",\"2\"],\"prompts\":[\"1+1=\",\"1+1=\"],"
                                + "\"completions\":[\"2\",\"3\"]}");
    }

    @Test
    void headersTakeSecretsFromTheEnvironment() {
        script.add(new Said(200, "{\"scores\": [1, 0]}"));
        HttpReward reward = new HttpReward(url(), Map.of("Authorization", "Bearer ${PATH}, $1 ${"), 10, 0);

        reward.score(Examples.group(PROBLEM, "2", "3"), Examples.CONTEXT);

        assertThat(tokens).containsExactly("Bearer " + System.getenv("PATH") + ", $1 ${");
        assertThat(reward.toString()).contains("${PATH}").doesNotContain(String.valueOf(System.getenv("PATH")));
    }

    @Test
    void aVariableThatIsMissingStopsTheRunWhateverItSaysOfFailedRewards() {
        HttpReward reward = new HttpReward(url(), Map.of("Authorization", "${WAGGLE_NO_SUCH}"), 10, 0);
        assertThatThrownBy(() -> reward.score(Examples.group(PROBLEM, "2"), Examples.CONTEXT))
                .isInstanceOfSatisfying(
                        RunException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.RESOURCE))
                .hasMessage(
                        "Missing value: environment variable WAGGLE_NO_SUCH (header Authorization of %s; executors are given it by --conf spark.executorEnv.WAGGLE_NO_SUCH=…)"
                                .formatted(url()));
    }

    @Test
    void whatIsNoValueOfAHeaderIsNotShown() {
        HttpReward reward = new HttpReward(url(), Map.of("Authorization", "a\nsecret"), 10, 0);
        assertThatThrownBy(() -> reward.score(Examples.group(PROBLEM, "2"), Examples.CONTEXT))
                .isInstanceOf(RunException.class)
                .hasNoCause()
                .hasMessageContaining("the value of header Authorization can't be sent")
                .hasMessageNotContaining("secret");
    }

    @Test
    void whatMayPassIsTriedAgain() {
        script.add(new Said(503, ""));
        script.add(new Said(429, ""));
        script.add(new Said(200, "{\"scores\": [1, 0]}"));
        assertThat(scores(2)).containsExactly(1, 0);
        assertThat(asked).hasSize(3);
    }

    @Test
    void whatDoesNotPassIsTold() {
        script.add(new Said(500, ""));
        script.add(new Said(500, ""));
        assertThatThrownBy(() -> scores(1))
                .isInstanceOf(RunException.class)
                .hasMessage("Cannot ask %s: it replied with status 500".formatted(url()));
        script.add(new Said(404, ""));
        assertThatThrownBy(() -> scores(5))
                .isInstanceOf(RunException.class)
                .hasMessage("Cannot ask %s: it replied with status 404".formatted(url()));
        script.add(new Said(200, "{\"error\": \"no judge\n\"}".replace("\n", "")));
        assertThatThrownBy(() -> scores(0)).isInstanceOf(RunException.class).hasMessage(url() + " failed: no judge");
        script.add(new Said(200, "<html>"));
        assertThatThrownBy(() -> scores(0))
                .isInstanceOf(RunException.class)
                .hasMessage(url() + " replied: <html> (must be {\"scores\": […]})");
        server.stop(0);
        assertThatThrownBy(() -> scores(1))
                .isInstanceOf(RunException.class)
                .hasMessage("Cannot ask %s: no connection after 2 attempts".formatted(url()));
    }

    @Test
    void aReplyWithoutEndIsNotReadToTheEnd() {
        server.createContext("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] zeros = new byte[1 << 20];
            try (OutputStream body = exchange.getResponseBody()) {
                while (true) {
                    body.write(zeros);
                }
            } catch (IOException e) {
                asked.add("given up");
            }
        });
        HttpReward reward = new HttpReward(url().replace("/score", "/endless"), Map.of(), 60, 3);
        assertThatThrownBy(() -> reward.score(Examples.group(PROBLEM, "2"), Examples.CONTEXT))
                .isInstanceOf(RunException.class)
                .hasMessageEndingWith("/endless: its reply has more than 16,777,216 bytes");
    }

    @Test
    void aReplyThatStopsInTheMiddleIsGivenUp() {
        CountDownLatch over = new CountDownLatch(1);
        server.createContext("/stall", exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            asked.add("once more");
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        HttpReward reward = new HttpReward(url().replace("/score", "/stall"), Map.of(), 1, 0);
        try {
            assertThatThrownBy(() -> reward.score(Examples.group(PROBLEM, "2"), Examples.CONTEXT))
                    .isInstanceOf(RunException.class)
                    .hasMessageEndingWith("/stall: no whole reply within 1 s after 1 attempts");
        } finally {
            over.countDown();
        }
        assertThat(asked).hasSize(1);
    }

    @Test
    void settingsThatMeanNothingAreRefused() {
        assertThatThrownBy(() -> new HttpReward("file:///x", Map.of(), 1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid url: file:///x (must begin with http:// or https:// and a host)");
        assertThatThrownBy(() -> new HttpReward("http://x", Map.of("Content-Length", "1"), 1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Invalid headers: Content-Length (must be the name of a header, and none that HTTP sets itself)");
        assertThatThrownBy(() -> new HttpReward("http://x", Map.of(), 1, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid retries: -1 (must be >= 0)");
    }
}
