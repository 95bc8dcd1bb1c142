package org.waggle.driver.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;

/** What a command answered in this process. */
record Said(int code, String out, String err) {
    /** Runs a command with something on its standard input. */
    static Said to(String input, String... command) {
        return to(input.getBytes(UTF_8), command);
    }

    /** Runs a command with some bytes on its standard input. */
    static Said to(byte[] input, String... command) {
        InputStream oldIn = System.in;
        PrintStream oldOut = System.out;
        PrintStream oldErr = System.err;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        System.setIn(new ByteArrayInputStream(input));
        System.setOut(new PrintStream(out, true, UTF_8));
        System.setErr(new PrintStream(err, true, UTF_8));
        try {
            int code = Main.run(command);
            return new Said(code, out.toString(UTF_8), err.toString(UTF_8));
        } finally {
            System.setIn(oldIn);
            System.setOut(oldOut);
            System.setErr(oldErr);
        }
    }
}
