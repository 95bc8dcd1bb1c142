package org.waggle.common.swarm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.RunException;

/** The key pair that a job signs with. Its private part stays in this object and in its file. */
public final class Identity {
    private static final String PRIVATE = "PRIVATE KEY";
    private static final String PUBLIC = "PUBLIC KEY";

    private final PrivateKey secret;
    private final PeerKey key;

    private Identity(PrivateKey secret, PeerKey key) {
        this.secret = secret;
        this.key = key;
    }

    /** A new one, in memory only. */
    public static Identity fresh() {
        KeyPair pair = pair();
        return new Identity(pair.getPrivate(), PeerKey.of(pair.getPublic()));
    }

    /**
     * The identity in a file of the local disk; if there is none, a new one is put there that only its owner can read.
     * The file is PEM: the private key as PKCS#8, then the public one as X.509.
     *
     * @throws RunException of kind {@link FailureKind#INPUT} if it holds something else, or can't be read or written
     */
    public static Identity in(Path file) {
        try {
            if (!Files.exists(file)) {
                create(file);
            }
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new RunException(FailureKind.INPUT, "Cannot use identity %s: %s".formatted(file, e), e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw RunException.input(
                    "Cannot use identity %s: it holds no pair of Ed25519 keys in PEM (%s; delete it for a new one, which peers don't know)",
                    file, String.valueOf(e.getMessage()));
        }
    }

    /** What others know it by. */
    public PeerKey key() {
        return key;
    }

    /** The signature of an array's first bytes, 64 bytes. */
    byte[] sign(byte[] bytes, int length) {
        try {
            Signature signature = Signature.getInstance(PeerKey.ALGORITHM);
            signature.initSign(secret);
            signature.update(bytes, 0, length);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot sign", e);
        }
    }

    private static KeyPair pair() {
        try {
            return KeyPairGenerator.getInstance(PeerKey.ALGORITHM).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot make a key: this Java has no Ed25519", e);
        }
    }

    private static void create(Path file) throws IOException {
        KeyPair pair = pair();
        String pem = block(PRIVATE, pair.getPrivate().getEncoded())
                + block(PUBLIC, pair.getPublic().getEncoded());
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path whole = Files.createTempFile(
                folder,
                ".identity",
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(whole, pem);
            Files.createLink(file, whole);
        } catch (FileAlreadyExistsException e) {
            // Another job of the same owner was first: its identity is ours.
        } finally {
            Files.delete(whole);
        }
    }

    private static String block(String name, byte[] der) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(name, text, name);
    }

    private static Identity parse(String pem) throws GeneralSecurityException {
        KeyFactory keys = KeyFactory.getInstance(PeerKey.ALGORITHM);
        Identity identity = new Identity(
                keys.generatePrivate(new PKCS8EncodedKeySpec(der(pem, PRIVATE))),
                PeerKey.of(keys.generatePublic(new X509EncodedKeySpec(der(pem, PUBLIC)))));
        byte[] probe = "one pair".getBytes(StandardCharsets.UTF_8);
        if (!identity.key.signed(probe, probe.length, identity.sign(probe, probe.length))) {
            throw new GeneralSecurityException("the two keys are no pair");
        }
        return identity;
    }

    private static byte[] der(String pem, String name) throws GeneralSecurityException {
        Matcher matcher = Pattern.compile("-----BEGIN %s-----([^-]*)-----END %s-----".formatted(name, name))
                .matcher(pem);
        if (!matcher.find()) {
            throw new GeneralSecurityException("there is no " + name);
        }
        return Base64.getMimeDecoder().decode(matcher.group(1));
    }
}
