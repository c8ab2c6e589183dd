"""
The catalogue's rows, as the line reads them.

Every row carries its validity (both days inclusive, None = open), its legal basis and the source
clause it was taken from; `load.py` reads them from TOML, `check.py` names each hole.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum, StrEnum

from schemas.catalogue.brake import NO_BRAKE, Brake
from schemas.catalogue.code import CodeSort, Derived, OpenCode
from schemas.catalogue.domain import Domain
from schemas.catalogue.named_list import ListCode
from schemas.catalogue.words import EVERYONE
from schemas.catalogue.working_year import WorkingYear


class Rank(IntEnum):
    """Administrative rank; the smaller number speaks first among relayers (R3)."""

    NATION = 1  #: 国家
    PROVINCE = 2  #: 省
    CITY = 3  #: 市
    DISTRICT = 4  #: 区县


class Channel(StrEnum):
    """How directives reach a partner (D12)."""

    TOPIC = "TOPIC"  #: its own topic `sanctions.<partner>`
    WEBHOOK = "WEBHOOK"  #: signed HTTP push
    FOLDER = "FOLDER"  #: files in a folder that both can reach
    CHECK = "CHECK"  #: nothing is sent; officials ask at the counter


class MeasureNature(StrEnum):
    """Whether a measure lasts."""

    STANDING = "STANDING"  #: 持续
    ONE_OFF = "ONE_OFF"  #: 一次性 (executed, cannot be lifted)


class Binding(StrEnum):
    """How far a measure binds its partner."""

    MANDATORY = "MANDATORY"  #: 必须执行
    STATUTORY = "STATUTORY"  #: 依法限制
    ADVISORY = "ADVISORY"  #: 自主决定


class Effect(IntEnum):
    """What the partner does; the smaller number is milder (R8)."""

    REPORT = 1  #: 提示
    CAUTION = 2  #: 从严审慎
    REFUSE = 3  #: 不予
    CONTROL = 4  #: 控制 (freeze, seal)


class OnObjection(StrEnum):
    """What an open objection mark does to a measure (R5)."""

    KEEP = "KEEP"
    SUSPEND = "SUSPEND"


class OnRepair(StrEnum):
    """What a repair of its fact does to a measure (R23)."""

    LIFT = "LIFT"  #: 解除 (a joint measure ends with the publicity of the fact)
    KEEP = "KEEP"  #: 不因修复解除 (the measure is the penalty itself, and runs to its last day)


class TargetRole(StrEnum):
    """Whom a measure may follow: main subjects by kind, related persons by role."""

    ORGANISATION = "ORGANISATION"
    INDIVIDUAL_BUSINESS = "INDIVIDUAL_BUSINESS"
    PERSON = "PERSON"
    LEGAL_REPRESENTATIVE = "LEGAL_REPRESENTATIVE"
    PRINCIPAL = "PRINCIPAL"
    DIRECTLY_RESPONSIBLE = "DIRECTLY_RESPONSIBLE"
    CONTROLLER = "CONTROLLER"


@dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    """
    One public body; without `kinds` it is only named, sends nothing and has no topics.

    `plan_name`: how the plan writes it. `name_since`: since when it is called `name`, where that
    was looked up. `own_region`: the region's code is the city's own, none of GB/T 2260.
    `decides_for`, `relays_for`, `repairs_for`: authorities by USCC.

    "*" in `relays_for` stands for every authority (province and nation). `kinds` are the record
    names its topic may carry; only a court (`court=True`) may carry court kinds (D6). `lists`: the
    lists on which its entries may put somebody, by code; "*" = every list (who relays for all).
    """

    id: str
    name: str
    rank: Rank
    region: str
    kinds: frozenset[str]
    decides_for: frozenset[str]
    relays_for: frozenset[str] = frozenset()
    repairs_for: frozenset[str] = frozenset()
    court: bool = False
    lists: frozenset[str] = frozenset()
    plan_name: str = ""
    name_since: date | None = None
    own_region: bool = False
    basis: str = ""
    source: str = ""
    valid_from: date = date.min
    valid_until: date | None = None

    def may_list(self, code: str) -> bool:
        """
        Whether its entries may put somebody on the list `code`.

        A row that names no list is one of a catalogue loaded before "*" had to be written out,
        where it meant every list: `check.py` lets no such row in that carries entries at all.
        """
        return not self.lists or EVERYONE in self.lists or code in self.lists


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """One receiver of directives. `answer_within_s`: default time to answer."""

    id: str
    name: str
    channel: Channel
    answer_within_s: int = 86_400
    basis: str = ""
    source: str = ""
    valid_from: date = date.min
    valid_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureRow:
    """
    One edition of one row: (measure, trigger) is the row, `list_version` the edition (R8).

    `trigger` names what grounds it: ``penalty/<CLAUSE>``, ``list/<LIST_CODE>``,
    ``judgment-default``, ``spending-restriction``, ``order/FREEZE``, ``order/SEAL``.
    `term_months`: longest time from max(effective_from, decided_on), None = as long as the fact.
    `usual_months`: the time of a decision that names no last day of its own, None = `term_months`
    (R22).
    `release`: the office that must approve before an IMPOSE leaves (HELD), "" = none.
    `per_object`: the measure exists once per object of the fact (R11).
    `released`: names of directive fields the partner may see beyond ids and dates, for example
    ``subject_name``, ``subject_code``, ``case``, ``documents``, ``amount``, ``object``.
    `enabled`: False where the row is off, `why` says it; such a row stands in `Catalogue.off`.
    """

    measure: str
    name: str
    trigger: str
    partner: str
    list_version: str
    valid_from: date
    valid_until: date | None
    targets: frozenset[TargetRole]
    binding: Binding
    effect: Effect
    legal_basis: tuple[str, ...]
    released: frozenset[str]
    released_basis: str
    nature: MeasureNature = MeasureNature.STANDING
    term_months: int | None = None
    usual_months: int | None = None
    answer_within_s: int | None = None
    on_repair: OnRepair = OnRepair.LIFT
    on_objection: OnObjection = OnObjection.KEEP
    release: str = ""
    per_object: bool = False
    lift_condition: str = ""
    remedy: str = ""
    contact: str = ""
    source: str = ""
    enabled: bool = True
    why: str = ""

    @property
    def row(self) -> tuple[str, str]:
        """The row whose edition this is."""
        return (self.measure, self.trigger)

    @property
    def named(self) -> tuple[str, str, str]:
        """What makes it this edition through all loads: its row and its list version."""
        return (self.measure, self.trigger, self.list_version)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckItem:
    """One item an official can check at a counter (办事事项), with the measures that matter."""

    id: str
    name: str
    measures: frozenset[str]
    basis: str
    source: str = ""
    valid_from: date = date.min
    valid_until: date | None = None


Row = Domain | Department | Partner | ListCode | OpenCode | Derived | MeasureRow | CheckItem
"""Whatever has a name, a validity, a basis and a source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """
    An edition that counted for some `targets` from one day to another, both included (R8).

    `aside`: the catalogue says of those days that none does; one may bring the edition back.
    """

    measure: str
    trigger: str
    list_version: str
    since: date
    until: date
    targets: frozenset[TargetRole]
    aside: bool = False

    @property
    def row(self) -> tuple[str, str]:
        """The row whose edition it was."""
        return (self.measure, self.trigger)

    @property
    def named(self) -> tuple[str, str, str]:
        """Which edition it was, as `MeasureRow.named`."""
        return (self.measure, self.trigger, self.list_version)


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """
    What loads of before made count, which a load cannot make stricter (R8).

    `loaded_on`: from this day on the catalogue's own rows say what counts; the first load ever also
    says it of all days before. `counted`: what counted on the days before, of each target one
    edition a day. `editions`: each that ever counted, as it was loaded last.
    """

    loaded_on: date = date.min
    counted: tuple[Counted, ...] = ()
    editions: tuple[MeasureRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """
    One loaded catalogue.

    `version` is the digest of its rows. `applies_from` gives each row (measure, trigger) the first
    decision day it can apply to: its earliest valid_from in the first load ever, else the later of
    that and the day of the load that brought it (R8). `past` is what its rows alone do not say of
    the days before its load. `working_years` may be without any year. `codes`: by sort and code; a
    sort without any is not checked (R21). `derived`: the rows by which a penalty has a clause that
    nobody writes (R21). `off`: rows that are switched off, by which nobody goes. `brake`: off in a
    catalogue that says nothing of it.
    """

    version: str
    departments: Mapping[str, Department]
    partners: Mapping[str, Partner]
    lists: Mapping[str, ListCode]
    measures: tuple[MeasureRow, ...]
    items: Mapping[str, CheckItem]
    working_years: Mapping[str, WorkingYear] = field(default_factory=dict)
    codes: Mapping[CodeSort, Mapping[str, OpenCode]] = field(default_factory=dict)
    domains: Mapping[str, Domain] = field(default_factory=dict)
    off: tuple[MeasureRow, ...] = ()
    derived: tuple[Derived, ...] = ()
    applies_from: Mapping[tuple[str, str], date] = field(default_factory=dict)
    past: Past = Past()
    brake: Brake = NO_BRAKE
