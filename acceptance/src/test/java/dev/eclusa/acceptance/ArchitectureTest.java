package dev.eclusa.acceptance;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The arrows between modules point one way, and each module uses only what it is for. */
class ArchitectureTest {
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(
                    "dev.eclusa.core",
                    "dev.eclusa.protocol",
                    "dev.eclusa.engine",
                    "dev.eclusa.store",
                    "dev.eclusa.router",
                    "dev.eclusa.server",
                    "dev.eclusa.app");

    @Test
    void theWholeHouseIsSeen() {
        assertThat(HOUSE.size()).isGreaterThan(100);
    }

    @Test
    void coreKnowsOnlyTheJdk() {
        classes()
                .that()
                .resideInAPackage("dev.eclusa.core..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "dev.eclusa.core..")
                .check(HOUSE);
    }

    @Test
    void decisionsKnowNoWireNoThreadAndNoLibrary() {
        classes()
                .that()
                .resideInAPackage("dev.eclusa.engine..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "dev.eclusa.core..", "dev.eclusa.engine..")
                .check(HOUSE);
        noClasses()
                .that()
                .resideInAPackage("dev.eclusa.engine..")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .check(HOUSE);
    }

    @Test
    void dialectsAndStoresKnowNeitherEachOtherNorTheDataPlane() {
        for (String inner : Set.of("dev.eclusa.protocol..", "dev.eclusa.store..")) {
            noClasses()
                    .that()
                    .resideInAPackage(inner)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.vertx..",
                            "io.netty..",
                            "dev.eclusa.router..",
                            "dev.eclusa.server..",
                            "dev.eclusa.app..")
                    .check(HOUSE);
        }
    }

    @Test
    void theRouterKnowsNeitherStoresNorServer() {
        noClasses()
                .that()
                .resideInAPackage("dev.eclusa.router..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.eclusa.store..", "dev.eclusa.server..", "dev.eclusa.app..")
                .check(HOUSE);
    }
}
