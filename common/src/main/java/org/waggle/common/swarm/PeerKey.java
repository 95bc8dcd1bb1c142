package org.waggle.common.swarm;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import org.waggle.common.failure.Check;
import org.waggle.common.recipe.TrustRecipe;

/**
 * Public key of a peer: Ed25519 (RFC 8032).
 *
 * @param hex its 32 bytes as 64 hexadecimal digits
 */
public record PeerKey(String hex) {
    static final String ALGORITHM = "Ed25519";
    static final int BYTES = 32;
    static final int SIGNATURE_BYTES = 64;
    private static final int FINGERPRINT_DIGITS = 32;
    /** What stands before the 32 bytes in X.509 (RFC 8410). */
    private static final String X509 = "302a300506032b6570032100";

    /** Checks that it is one. */
    public PeerKey {
        Check.that(hex.matches(TrustRecipe.KEY), "key", hex, "must be 64 hexadecimal digits");
    }

    static PeerKey of(PublicKey key) {
        String encoded = HexFormat.of().formatHex(key.getEncoded());
        return new PeerKey(encoded.substring(X509.length()));
    }

    byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    /** Names the peer: the first 32 hexadecimal digits of the key's SHA-256. */
    public String fingerprint() {
        return Sha256.hex(bytes()).substring(0, FINGERPRINT_DIGITS);
    }

    /** Whether the owner of the key signed the first bytes of an array. */
    boolean signed(byte[] bytes, int length, byte[] signature) {
        try {
            PublicKey key = KeyFactory.getInstance(ALGORITHM)
                    .generatePublic(new X509EncodedKeySpec(HexFormat.of().parseHex(X509 + hex)));
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(key);
            check.update(bytes, 0, length);
            return check.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
