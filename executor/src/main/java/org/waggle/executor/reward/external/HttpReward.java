package org.waggle.executor.reward.external;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import dev.failsafe.Timeout;
import dev.failsafe.TimeoutExceededException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.waggle.common.data.Doc;
import org.waggle.common.data.Group;
import org.waggle.common.data.Scores;
import org.waggle.common.failure.Check;
import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.RunException;
import org.waggle.common.spi.Reward;
import org.waggle.common.spi.StepContext;

/**
 * A service. A group is one POST of {@code {"prompts": […], "completions": […], "answer": […], …}}; the reply is
 * {@code {"scores": […]}}, a number for each completion. What may pass (no connection, no reply in time, status 429 or
 * 5xx) is tried again after 0.1 s, 0.2 s, … up to 5 s.
 */
@Doc("A service that gets a group as JSON by POST and replies {\"scores\": […]}.")
public record HttpReward(
        @Doc("Where to post, http or https.") String url,

        @Doc(
                "Headers of the request by name; ${NAME} stands for an environment variable of the executors, which is where secrets belong.")
        Map<String, String> headers,

        @Doc("Seconds that one attempt may take.") int timeoutSeconds,

        @Doc(
                "Further attempts after one that failed by chance, at least 0; all within engine.component-timeout-seconds.")
        int retries)
        implements Reward {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");
    private static final long LARGEST_REPLY = 1 << 24;
    private static final int OK = 200;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    /** Checks the address and the names of the headers. */
    public HttpReward {
        headers = Collections.unmodifiableMap(new TreeMap<>(headers));
        headers.keySet().forEach(HttpReward::checkHeader);
        Check.that(url.matches("https?://[^\\s/]+.*"), "url", url, "must begin with http:// or https:// and a host");
        Check.that(timeoutSeconds >= 1, "timeout-seconds", timeoutSeconds, "must be >= 1");
        Check.that(retries >= 0, "retries", retries, "must be >= 0");
        URI.create(url);
    }

    @Override
    public boolean judgesAlone() {
        return true;
    }

    @Override
    public Scores score(Group group, StepContext context) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Columns.of(group).toString()));
        headers.forEach((name, value) -> add(request, name, value));
        HttpResponse<String> response = sent(request.build());
        if (response.statusCode() != OK) {
            throw RunException.input("Cannot ask %s: it replied with status %d", url, response.statusCode());
        }
        return Reply.parse(url, response.body());
    }

    /** The messages never have the value, which may be a secret. */
    private void add(HttpRequest.Builder request, String name, String value) {
        String filled = VARIABLE.matcher(value)
                .replaceAll(match -> Matcher.quoteReplacement(environment(match.group(1), name)));
        try {
            request.setHeader(name, filled);
        } catch (IllegalArgumentException e) {
            throw new RunException(
                    FailureKind.RESOURCE,
                    "Cannot ask %s: the value of header %s can't be sent (look for a line break in the environment variables that it names)"
                            .formatted(url, name));
        }
    }

    private String environment(String variable, String header) {
        String value = System.getenv(variable);
        if (value == null) {
            throw new RunException(
                    FailureKind.RESOURCE,
                    "Missing value: environment variable %s (header %s of %s; executors are given it by --conf spark.executorEnv.%s=…)"
                            .formatted(variable, header, url, variable));
        }
        return value;
    }

    private static void checkHeader(String name) {
        boolean sendable = true;
        try {
            HttpRequest.newBuilder().setHeader(name, "");
        } catch (IllegalArgumentException e) {
            sendable = false;
        }
        Check.that(sendable, "headers", name, "must be the name of a header, and none that HTTP sets itself");
    }

    private HttpResponse<String> sent(HttpRequest request) {
        RetryPolicy<HttpResponse<String>> policy = RetryPolicy.<HttpResponse<String>>builder()
                .abortOn(HttpReward::isTooLong)
                .handle(IOException.class, TimeoutExceededException.class)
                .handleResultIf(response -> response != null && isPassing(response.statusCode()))
                .withBackoff(Duration.ofMillis(100), Duration.ofSeconds(5))
                .withMaxRetries(retries)
                .build();
        // Of the whole attempt: the client's own timeout ends with the headers of the reply.
        Timeout<HttpResponse<String>> attempt = Timeout.<HttpResponse<String>>builder(
                        Duration.ofSeconds(timeoutSeconds))
                .withInterrupt()
                .build();
        try {
            return Failsafe.with(policy, attempt)
                    .get(() -> CLIENT.send(request, any -> new LimitedBody(LARGEST_REPLY)));
        } catch (FailsafeException e) {
            if (e.getCause() instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            if (isTooLong(e.getCause())) {
                throw RunException.input("Cannot ask %s: its reply has more than %,d bytes", url, LARGEST_REPLY);
            }
            throw RunException.input("Cannot ask %s: %s after %d attempts", url, reason(e), retries + 1);
        }
    }

    /** Java's client throws what it was told within another exception. */
    private static boolean isTooLong(@Nullable Throwable failure) {
        return failure != null && failure.getCause() instanceof LimitedBody.TooLongException;
    }

    private String reason(FailsafeException failure) {
        if (failure instanceof TimeoutExceededException) {
            return "no whole reply within %d s".formatted(timeoutSeconds);
        }
        return failure.getCause() instanceof ConnectException ? "no connection" : String.valueOf(failure.getCause());
    }

    private static boolean isPassing(int status) {
        return status == TOO_MANY_REQUESTS || status >= SERVER_ERROR;
    }
}
