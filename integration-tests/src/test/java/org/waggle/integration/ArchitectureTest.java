package org.waggle.integration;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    /** Far under what there is: it fails when the importer finds nothing, not when a class is deleted. */
    private static final int CLASSES_AT_LEAST = 150;

    private static final JavaClasses PRODUCTION = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.waggle");

    @Test
    void theRulesSeeTheClassesOfEveryModule() {
        assertThat(PRODUCTION).hasSizeGreaterThan(CLASSES_AT_LEAST);
        assertThat(PRODUCTION.stream().map(ArchitectureTest::module).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder("common", "executor", "driver");
    }

    @Test
    void dependenciesPointFromDriverToExecutorToCommon() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("driver")
                .definedBy("org.waggle.driver..")
                .layer("executor")
                .definedBy("org.waggle.executor..")
                .layer("common")
                .definedBy("org.waggle.common..")
                .whereLayer("driver")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("executor")
                .mayOnlyBeAccessedByLayers("driver")
                .check(PRODUCTION);
    }

    @Test
    void onlyTheDriverKnowsSpark() {
        onlyIn("org.apache.spark..", "org.waggle.driver..");
    }

    @Test
    void onlyEngineAndTokenizerKnowTensors() {
        onlyIn("ai.djl..", "org.waggle.executor.engine..", "org.waggle.executor.tokenizer..");
    }

    @Test
    void onlyTheCodecsAndTheDriverKnowArrow() {
        onlyIn("org.apache.arrow..", "org.waggle.common.arrow..", "org.waggle.driver..");
    }

    @Test
    void theVocabularyDependsOnTheJdkOnly() {
        classes()
                .that()
                .resideInAPackage("org.waggle.common.data..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..", "org.jspecify..", "org.waggle.common.data..", "org.waggle.common.failure..")
                .check(PRODUCTION);
    }

    @Test
    void packagesAreFreeOfCycles() {
        slices().matching("org.waggle.(*.*)..").should().beFreeOfCycles().check(PRODUCTION);
    }

    @Test
    void onlyTheCommandLineWritesToTheTerminal() {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(
                PRODUCTION.that(not(resideInAPackage("org.waggle.driver.cli.."))));
    }

    @Test
    void everyDrawHasAName() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo("java.util.Random")
                .orShould()
                .callMethod(Math.class, "random")
                .check(PRODUCTION);
    }

    @Test
    void everyPackageIsNullMarked() {
        Set<String> unmarked = PRODUCTION.stream()
                .map(JavaClass::getPackage)
                .filter(candidate -> !candidate.isAnnotatedWith(NullMarked.class))
                .map(candidate -> candidate.getName())
                .collect(Collectors.toSet());
        assertThat(unmarked).isEmpty();
    }

    private static void onlyIn(String library, String... packages) {
        noClasses()
                .that()
                .resideOutsideOfPackages(packages)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(PRODUCTION);
    }

    private static String module(JavaClass type) {
        return type.getPackageName().split("\\.")[2];
    }
}
