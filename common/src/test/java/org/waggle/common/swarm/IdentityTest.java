package org.waggle.common.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.failure.RunException;
import org.waggle.common.recipe.TrustRecipe;

class IdentityTest {
    @TempDir
    private Path folder;

    @Test
    void isMadeOnceForItsOwnerOnly() throws IOException {
        Path file = folder.resolve("keys/identity.pem");
        Identity made = Identity.in(file);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Identity.in(file).key()).isEqualTo(made.key());
        assertThat(folder.resolve("keys").toFile().list()).containsExactly("identity.pem");
        assertThat(made.key().hex()).matches("[0-9a-f]{64}");
        assertThat(made.key().fingerprint()).matches("[0-9a-f]{32}");
    }

    @Test
    void signsWhatItsKeyVerifies() {
        Identity identity = Identity.fresh();
        byte[] said = "a group".getBytes(StandardCharsets.UTF_8);
        byte[] signature = identity.sign(said, 7);

        assertThat(identity.key().signed(said, 7, signature)).isTrue();
        assertThat(identity.key().signed(said, 6, signature)).isFalse();
        assertThat(Identity.fresh().key().signed(said, 7, signature)).isFalse();
        assertThat(new PeerKey("f".repeat(64)).signed(said, 7, signature)).isFalse();
    }

    /** RFC 8032, section 7.1, test 2. */
    @Test
    void keysAreThoseOfTheStandard() {
        PeerKey key = new PeerKey("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
        byte[] signature = java.util.HexFormat.of()
                .parseHex("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                        + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
        assertThat(key.signed(new byte[] {0x72}, 1, signature)).isTrue();
    }

    @Test
    void aFileOfSomethingElseIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("identity.pem"), "-----BEGIN PRIVATE KEY-----\nAAAA\n");
        assertThatThrownBy(() -> Identity.in(file))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("it holds no pair of Ed25519 keys in PEM (there is no PRIVATE KEY;");
        Identity.in(folder.resolve("one"));
        Identity.in(folder.resolve("two"));
        String one = Files.readString(folder.resolve("one"));
        String two = Files.readString(folder.resolve("two"));
        Files.writeString(
                file,
                one.substring(0, one.indexOf("-----BEGIN PUBLIC")) + two.substring(two.indexOf("-----BEGIN PUBLIC")));
        assertThatThrownBy(() -> Identity.in(file))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("the two keys are no pair");
    }

    @Test
    void aListOfKeysIsForPeople() throws IOException {
        String key = Identity.fresh().key().hex();
        Path file = Files.writeString(folder.resolve("friends"), "# friends\n\n" + key + "  Ada's cluster\n");
        Storage storage = new Storage(new Configuration());

        Trust trust = Trust.of(new TrustRecipe.Listed(file.toString()), storage);

        assertThat(trust.includes(new PeerKey(key).fingerprint())).isTrue();
        assertThat(trust.includes(Identity.fresh().key().fingerprint())).isFalse();
        Files.writeString(file, "\nada\n");
        assertThatThrownBy(() -> Trust.of(new TrustRecipe.Listed(file.toString()), storage))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("Invalid key: ada, ")
                .hasMessageContaining("friends line 2");
    }
}
