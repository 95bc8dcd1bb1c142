package org.waggle.executor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waggle.common.failure.RunException;
import org.waggle.executor.engine.LibtorchSource.Machine;

class LibtorchSourceTest {
    private static final String PLATFORM = "linux-x86_64";
    private static final String REMEDY =
            " (give driver and executors pytorch-native-cpu-2.7.1-linux-x86_64.jar, on GPUs pytorch-native-cu128-2.7.1-linux-x86_64.jar, by --jars or in Spark's folder jars; or set PYTORCH_LIBRARY_PATH to a folder with its libraries, for executors by --conf spark.executorEnv.PYTORCH_LIBRARY_PATH=…)";

    @TempDir
    private Path folder;

    private final List<URL> classPath = new ArrayList<>();

    @BeforeEach
    void binding() throws IOException {
        write("binding", "jnilib/pytorch.properties", "jni_version=2.7.1-0.35.1");
        write("binding", "jnilib/linux-x86_64/cpu/libdjl_torch.so", "");
        write("binding", "jnilib/linux-x86_64/cu128/libdjl_torch.so", "");
        classPath.add(folder.resolve("binding").toUri().toURL());
    }

    @Test
    void aJarOnTheClassPathIsTaken() throws IOException {
        natives("natives", "version=2.7.1-20250812\nflavor=cpu\nclassifier=linux-x86_64\n");

        LibtorchSource source = found(Map.of(), false);

        assertThat(source.version()).isEqualTo("2.7.1");
        assertThat(source.flavor()).isEqualTo("cpu");
        assertThat(source.place()).isEqualTo("pytorch.properties");
    }

    @Test
    void withoutAnyTheMessageNamesTheRemedy() {
        assertRefused(Map.of(), "none on the class path, and no PYTORCH_LIBRARY_PATH");
    }

    @Test
    void anotherVersionIsRefused() throws IOException {
        natives("natives", "version=2.7.10\nflavor=cpu\nclassifier=linux-x86_64\n");

        assertRefused(Map.of(), "pytorch.properties is version 2.7.10");
    }

    @Test
    void anotherPlatformIsRefused() throws IOException {
        natives("natives", "version=2.7.1\nflavor=cpu\nclassifier=osx-aarch64\n");

        assertRefused(Map.of(), "pytorch.properties is for osx-aarch64");
    }

    @Test
    void aPlaceholderThatWouldDownloadIsRefused() throws IOException {
        natives("natives", "version=2.7.1\nplaceholder=true\n");

        assertRefused(Map.of(), "pytorch.properties has no libraries, only a note to download them");
    }

    @Test
    void aFlavourWithoutBindingIsRefused() throws IOException {
        natives("natives", "version=2.7.1\nflavor=cu118\nclassifier=linux-x86_64\n");

        assertRefused(Map.of(), "pytorch.properties is of flavour cu118, which Waggle has no binding for");
    }

    @Test
    void cudaIsTakenWhereTheMachineHasIt() throws IOException {
        natives("natives", "version=2.7.1\nflavor=cu128\nclassifier=linux-x86_64\n");

        assertThat(found(Map.of(), true).flavor()).isEqualTo("cu128");
        assertRefused(Map.of(), "pytorch.properties is for CUDA, which this machine lacks");
    }

    @Test
    void aFolderWinsOverJars() throws IOException {
        natives("natives", "version=2.7.1\nflavor=cpu\nclassifier=osx-aarch64\n");
        write("torch/lib", "libtorch.so", "");

        String named = folder.resolve("torch/lib").toString();
        assertThat(found(Map.of("PYTORCH_LIBRARY_PATH", named), false))
                .isEqualTo(new LibtorchSource("2.7.1", "cpu", named));
    }

    @Test
    void aFolderWithoutTheLibraryIsRefused() {
        assertRefused(Map.of("PYTORCH_LIBRARY_PATH", "/nowhere"), "PYTORCH_LIBRARY_PATH=/nowhere has no libtorch.so");
    }

    @Test
    void aFolderOfAnotherVersionIsRefused() throws IOException {
        write("torch/lib", "libtorch.so", "");
        write("torch", "build-version", "2.5.1+cpu\n");

        Path lib = folder.resolve("torch/lib");
        assertRefused(
                Map.of("PYTORCH_LIBRARY_PATH", lib.toString()),
                "PYTORCH_LIBRARY_PATH=%s is version 2.5.1+cpu".formatted(lib));
    }

    @Test
    void aFolderForCudaNeedsCuda() throws IOException {
        write("torch/lib", "libtorch.so", "");
        write("torch/lib", "libtorch_cuda.so", "");

        Path lib = folder.resolve("torch/lib");
        Map<String, String> named = Map.of("PYTORCH_LIBRARY_PATH", lib.toString());
        assertThat(found(named, true).flavor()).isEqualTo("cu128");
        assertRefused(named, "PYTORCH_LIBRARY_PATH=%s is for CUDA, which this machine lacks".formatted(lib));
    }

    private void assertRefused(Map<String, String> variables, String found) {
        assertThatThrownBy(() -> found(variables, false))
                .isInstanceOf(RunException.class)
                .hasMessage("Cannot load libtorch 2.7.1: " + found + REMEDY);
    }

    private LibtorchSource found(Map<String, String> variables, boolean hasCuda) throws IOException {
        try (URLClassLoader classes = new URLClassLoader(classPath.toArray(URL[]::new), null)) {
            return LibtorchSource.on(new Machine(variables, classes, PLATFORM, hasCuda));
        }
    }

    private void natives(String name, String properties) throws IOException {
        write(name, "native/lib/pytorch.properties", properties);
        classPath.add(folder.resolve(name).toUri().toURL());
    }

    private void write(String root, String name, String text) throws IOException {
        Path file = folder.resolve(root).resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
