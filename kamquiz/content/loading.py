"""From a folder of question files to the catalogue, or to every fault in it."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from kamquiz.content import interviews, job_words, law, measures, roles, rules, skills, traits
from kamquiz.content.faults import ContentError, Faults, NoContentError
from kamquiz.content.tables import NO_SUCH_FILE, Table, read_file, read_folder, read_words
from kamquiz.domain.assessment.instrument import Instrument, UnusableParametersError
from kamquiz.domain.bank.ad_rules import Law
from kamquiz.domain.bank.catalogue import Catalogue, Codewords
from kamquiz.domain.bank.parameters import Parameters, ParametersDoNotFitError
from kamquiz.domain.bank.role import Industry, JobPattern, Line

Read = TypeVar("Read")

#: Six words from 2,048 are 66 bits.
MIN_CODEWORDS = 2048

VERSION_LENGTH = 12


@dataclass(frozen=True, kw_only=True)
class Content:
    """The catalogue and every version of its parameters, oldest first."""

    catalogue: Catalogue
    parameters: tuple[Parameters, ...]

    @cached_property
    def authors(self) -> Instrument:
        """The bank with the values its authors set."""
        return Instrument(catalogue=self.catalogue, parameters=self.parameters[0])

    @cached_property
    def instrument(self) -> Instrument:
        """The bank with the newest parameters."""
        return Instrument(catalogue=self.catalogue, parameters=self.parameters[-1])


@dataclass(frozen=True, slots=True)
class Filed:
    """Something that was read, and the file it came from."""

    file: str
    table: Table


def load(directory: Path) -> Content:
    """Return what *directory* holds; raises ContentError, with all its faults, if unusable."""
    if not directory.is_dir():
        raise NoContentError(directory)
    faults = Faults()
    reader = _Reader(directory, faults)
    content = reader.content()
    if faults or content is None:
        raise ContentError(directory, tuple(faults))
    return content


class _Reader:
    """Reads a folder of question files and remembers where each thing came from."""

    def __init__(self, directory: Path, faults: Faults) -> None:
        self.directory = directory
        self.faults = faults
        self.ids: list[rules.Named] = []
        self.serving: list[tuple[str, str]] = []

    def content(self) -> Content | None:
        scale = self.file("scale.toml", measures.read_scale)
        guide = self.file("roles/guide.toml", roles.read_guide)
        duties = self.file("roles/duties.toml", _duties)
        job = self.file("roles/job.toml", job_words.read_job_words)
        found_traits = self.folder("traits", traits.read_trait)
        found_skills = self.folder("skills", skills.read_skill)
        situations = self.folder("situations", skills.read_situation)
        actions = self.folder("actions", lambda table: tuple(traits.read_actions(table)))
        obstacles = self.file("obstacles.toml", traits.read_obstacles) or ()
        procedure = self.file("interview/guide.toml", interviews.read_procedure)
        competences = self.folder("interview", interviews.read_competence, but="guide.toml")
        seniorities = self.folder("roles/seniorities", roles.read_seniority)
        industries = self.folder("industries", roles.read_industry)
        patterns = self.folder("roles/patterns", roles.read_pattern)
        parameters = self.folder("parameters", measures.read_parameters)
        rulings = self.law()
        codewords = self.codewords()
        for file, trait in found_traits:
            rules.check_trait(trait, file, self.faults)
            self.name(file, [trait.id, *(one.id for one in trait.statements)])
        for file, skill in found_skills:
            rules.check_skill(skill, file, self.faults)
            self.name(file, [skill.id])
        for file, situation in situations:
            rules.check_situation(situation, file, self.faults)
            self.name(file, [situation.id])
        for file, some in actions:
            self.name(file, [one.id for one in some])
        self.name("obstacles.toml", [one.id for one in obstacles])
        for file, competence in competences:
            rules.check_competence(competence, file, self.faults)
            self.name(file, [one.id for one in competence.questions])
        for file, seniority in seniorities:
            self.name(file, [seniority.id])
            self.serve(file, [*seniority.traits, *seniority.skills])
        self.industries(industries)
        self.patterns(patterns, [one.id for _, one in seniorities])
        self.lines("roles/duties.toml", duties or ())
        self.name("roles/guide.toml", guide.ids if guide else ())
        self.name("interview/guide.toml", [one.id for one in procedure.never] if procedure else ())

        bank = [trait for _, trait in found_traits]
        rules.check_unique(self.ids, self.faults)
        rules.check_ids(self.ids, self.faults)
        rules.check_actions(
            [(action, file) for file, some in actions for action in some],
            bank,
            [skill for _, skill in found_skills],
            self.faults,
        )
        rules.check_competences(
            [(competence.serves, file) for file, competence in competences],
            bank,
            [skill for _, skill in found_skills],
            self.faults,
        )
        rules.check_references(
            self.serving,
            [one.id for one in bank] + [skill.id for _, skill in found_skills],
            self.faults,
        )
        if scale is None or guide is None or duties is None or procedure is None:
            return None
        if job is None or rulings is None:
            return None

        catalogue = Catalogue(
            version=self.version(),
            scale=scale,
            traits=tuple(bank),
            skills=tuple(skill for _, skill in found_skills),
            situations=tuple(situation for _, situation in situations),
            actions=tuple(action for _, some in actions for action in some),
            obstacles=obstacles,
            industries=tuple(industry for _, industry in industries),
            seniorities=tuple(seniority for _, seniority in seniorities),
            patterns=tuple(pattern for _, pattern in patterns),
            duties=duties,
            job=job,
            guide=guide,
            interviews=tuple(competence for _, competence in competences),
            procedure=procedure,
            law=rulings,
            codewords=codewords,
        )
        self.check_parameters(parameters, catalogue)
        versions = sorted((one for _, one in parameters), key=lambda one: one.version)
        return Content(catalogue=catalogue, parameters=tuple(versions))

    def industries(self, industries: Iterable[tuple[str, Industry]]) -> None:
        for file, one in industries:
            self.name(file, [one.id])
            self.lines(file, [*one.duties, *one.requirements, *one.success])
            self.serve(file, [*one.traits, *one.skills])

    def patterns(
        self, patterns: Sequence[tuple[str, JobPattern]], seniorities: Sequence[str]
    ) -> None:
        for file, one in patterns:
            self.lines(file, [*one.duties, *one.requirements, *one.offer, *one.success])
            rules.check_pattern(one, seniorities, file, self.faults)
            self.serve(file, rules.wanted_elsewhere(one))
        # A pattern may be called after its seniority, so patterns are unique among themselves.
        called = [rules.Named(one.id, file) for file, one in patterns]
        rules.check_unique(called, self.faults)
        rules.check_ids(called, self.faults)

    def law(self) -> Law | None:
        """Return the rules for job ads; None where their numbers or words are missing."""
        numbers = self.file(law.NUMBERS, law.read_numbers)
        words = self.file(law.WORDS, law.read_words)
        chapters = [
            (table.file, law.read_rules(table))
            for table in read_folder(self.directory, law.FOLDER, self.faults)
            if table.file not in {law.NUMBERS, law.WORDS}
        ]
        law.check_cases(chapters, self.faults)
        rules.check_unique(
            [rules.Named(one.id, file) for file, chapter in chapters for one in chapter.rules],
            self.faults,
        )
        if numbers is None or words is None:
            return None
        return law.make_law([chapter for _, chapter in chapters], numbers, words)

    def file(self, name: str, read: Callable[[Table], Read]) -> Read | None:
        table = read_file(self.directory, name, self.faults)
        return None if table is None else read(table)

    def folder(
        self, name: str, read: Callable[[Table], Read], *, but: str = ""
    ) -> list[tuple[str, Read]]:
        tables = read_folder(self.directory, name, self.faults, but=but)
        return [(table.file, read(table)) for table in tables]

    def name(self, file: str, ids: Iterable[str]) -> None:
        self.ids += [rules.Named(one, file) for one in ids]

    def serve(self, file: str, ids: Iterable[str]) -> None:
        self.serving += [(file, one) for one in ids]

    def lines(self, file: str, lines: Iterable[Line]) -> None:
        for line in lines:
            self.name(file, [line.id])
            self.serve(file, line.serves)

    def check_parameters(
        self, parameters: list[tuple[str, Parameters]], catalogue: Catalogue
    ) -> None:
        newest = max((one.version for _, one in parameters), default=0)
        for file, one in parameters:
            if one.version != newest:
                continue  # a superseded version may name statements that have left the bank
            try:
                one.require_fit(catalogue)
                if not self.faults:
                    Instrument(catalogue=catalogue, parameters=one).require_sense()
            except (ParametersDoNotFitError, UnusableParametersError) as error:
                self.faults.add(file, str(error))
        rules.check_unique(
            [rules.Named(f"version {one.version}", file) for file, one in parameters], self.faults
        )

    def codewords(self) -> Codewords:
        return Codewords(pl=self.words("codename/pl.txt"), en=self.words("codename/en.txt"))

    def words(self, name: str) -> tuple[str, ...]:
        try:
            found = tuple(read_words(self.directory / name).split())
        except (*NO_SUCH_FILE, UnicodeDecodeError):
            found = ()
        if len(set(found)) < MIN_CODEWORDS:
            self.faults.add(name, f"needs {MIN_CODEWORDS} different words, has {len(set(found))}")
        return found

    def version(self) -> str:
        return bank_version(
            {
                path.relative_to(self.directory).as_posix(): path.read_bytes()
                for path in self.directory.rglob("*.toml")
                if path.is_file()
            }
        )


def bank_version(files: Mapping[str, bytes]) -> str:
    """Return a name for exactly this wording: equal files, equal version.

    Parameters have versions of their own, and no result depends on the rules for ads.
    *files* are all question files by their paths; others among them do not count.
    """
    digest = hashlib.sha256()
    for path in sorted(Path(one) for one in files):
        if path.suffix == ".toml" and path.parent.name not in {"parameters", law.FOLDER}:
            digest.update(path.as_posix().encode())
            digest.update(b"\0" + files[path.as_posix()] + b"\0")
    return digest.hexdigest()[:VERSION_LENGTH]


def _duties(table: Table) -> tuple[Line, ...]:
    lines = roles.read_lines(table, "duties", "duty")
    table.finish()
    return lines
