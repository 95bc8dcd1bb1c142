package org.waggle.executor.reward.external;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.waggle.common.data.Doc;
import org.waggle.common.data.Group;
import org.waggle.common.data.Scores;
import org.waggle.common.failure.Check;
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

        @Doc("Seconds that one attempt may take.") int timeoutSeconds,

        @Doc(
                "Further attempts after one that failed by chance, at least 0; all within engine.component-timeout-seconds.")
        int retries)
        implements Reward {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private static final int OK = 200;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    /** Checks the address. */
    public HttpReward {
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
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(timeoutSeconds))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Columns.of(group).toString()))
                .build();
        HttpResponse<String> response = sent(request);
        if (response.statusCode() != OK) {
            throw RunException.input("Cannot ask %s: it replied with status %d", url, response.statusCode());
        }
        return Reply.parse(url, response.body());
    }

    private HttpResponse<String> sent(HttpRequest request) {
        RetryPolicy<HttpResponse<String>> policy = RetryPolicy.<HttpResponse<String>>builder()
                .handle(IOException.class)
                .handleResultIf(response -> response != null && isPassing(response.statusCode()))
                .withBackoff(Duration.ofMillis(100), Duration.ofSeconds(5))
                .withMaxRetries(retries)
                .build();
        try {
            return Failsafe.with(policy).get(() -> CLIENT.send(request, BodyHandlers.ofString()));
        } catch (FailsafeException e) {
            if (e.getCause() instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw RunException.input(
                    "Cannot ask %s: %s after %d attempts", url, e.getCause() == null ? e : e.getCause(), retries + 1);
        }
    }

    private static boolean isPassing(int status) {
        return status == TOO_MANY_REQUESTS || status >= SERVER_ERROR;
    }
}
