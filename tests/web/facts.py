"""What is known about the role: each fact with the words by which a reader finds it on a page.

A fact is found when every one of its phrases, in the language of the page, stands on the
page; where one word leads there, its stem is enough.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact, the page that tells it, and the phrases it is told in."""

    id: str
    page: str
    pl: tuple[str, ...]
    en: tuple[str, ...]


def fact(id_: str, page: str, pl: str, en: str) -> Fact:
    """Return a fact; phrases stand between bars."""
    return Fact(id_, page, tuple(pl.split(" | ")), tuple(en.split(" | ")))


ROLE, CONTRAST, NEEDS = "role", "role/contrast", "role/traits"
WAYS, INDUSTRIES, PAY, EXAMPLE = "role/ways", "role/industries", "role/pay", "role/example"

THE_ROLE = (
    fact(
        "long relationships with few",
        ROLE,
        "menedżerka lub menedżer ds. kluczowych klientów | wieloletnie relacje z nielicznymi "
        "klientami | większość przychodów",
        "long relationships with the few customers | most of its revenue",
    ),
    fact(
        "twenty and eighty",
        ROLE,
        "około 20% klientów | około 80% przychodów | tylko przybliżenie",
        "about 20% of customers | about 80% of revenue | rule of thumb",
    ),
    fact(
        "losing one hurts",
        ROLE,
        "utrata jednego kluczowego klienta zmniejsza zysk | osłabia całą firmę",
        "losing one key account cuts profit | weakens the whole firm for the longer term",
    ),
    fact(
        "the ideal end state",
        ROLE,
        "partnerem strategicznym i doradcą | nowe możliwości współpracy",
        "strategic partner and adviser | joint opportunities",
    ),
    fact("buy again", ROLE, "kupują ponownie i kupują więcej", "buy again and buy more"),
    fact(
        "retention",
        ROLE,
        "zamyka drogę konkurencji | chroni marżę",
        "shuts competitors out | protects the margin",
    ),
    fact(
        "prospecting",
        ROLE,
        "gdzie szukać następnych | skuteczniej sprzedawać",
        "where to look for the next ones | how to sell better",
    ),
    fact(
        "referrals",
        ROLE,
        "mają zaufanie | są zadowolone | polecają firmę innym",
        "trust the kam | are satisfied | recommend the firm to others",
    ),
    fact(
        "pays better than new sales",
        ROLE,
        "opłacać bardziej niż zdobywanie nowych",
        "pay better than winning new ones",
    ),
)

KAM_OR_ACCOUNT_MANAGER = (
    fact("similar skills", CONTRAST, "podobne umiejętności", "similar skills"),
    fact("other stakes", CONTRAST, "stawka inna", "other stakes"),
    fact(
        "few high-revenue accounts",
        CONTRAST,
        "niewielu, starannie wybranych | duży udział w wyniku",
        "few, carefully chosen | large share in the firm's result",
    ),
    fact(
        "the offer is adapted",
        CONTRAST,
        "osobno dla każdego klienta",
        "separately for each account",
    ),
    fact(
        "must understand the business",
        CONTRAST,
        "rozumie, na czym klient zarabia",
        "understands how the customer earns money",
    ),
    fact(
        "more to win and to lose",
        CONTRAST,
        "więcej do wygrania i więcej do stracenia",
        "more to win and more to lose",
    ),
    fact(
        "many smaller accounts",
        CONTRAST,
        "wielu klientów naraz | z sumy wielu klientów",
        "many accounts at once | sum of many accounts",
    ),
    fact("more or less alike", CONTRAST, "mniej więcej to samo", "more or less the same"),
    fact(
        "after-sales and repeat business",
        CONTRAST,
        "relacje po sprzedaży i powtarzane zakupy",
        "after-sales relations and repeat business",
    ),
)

DUTIES = (
    fact("support", ROLE, "wsparcie kluczowych klientów", "support for key customers"),
    fact(
        "partnerships",
        ROLE,
        "partnerskiej współpracy handlowej",
        "keeping up commercial partnerships",
    ),
    fact(
        "processes",
        ROLE,
        "usprawnianie procesów, z których korzysta klient",
        "improving the processes the customer relies on",
    ),
    fact(
        "sales reviews",
        ROLE,
        "przeglądy wyników sprzedaży | ogólne zadania handlowe",
        "reviews of sales results | general sales tasks",
    ),
    fact(
        "pipeline",
        ROLE,
        "aktualizacja lejka sprzedaży",
        "keeping the sales pipeline up to date",
    ),
    fact(
        "watching",
        ROLE,
        "obserwowanie sytuacji u kluczowego klienta | stała komunikacja",
        "watching the key account | communicating with it continuously",
    ),
    fact("one contact point", ROLE, "jedną stałą osobę", "one fixed person in the firm"),
    fact(
        "contract execution",
        ROLE,
        "nadzór nad wykonaniem umów",
        "seeing that contracts with key customers are carried out",
    ),
    fact(
        "new products in person",
        ROLE,
        "osobiście przedstawia mu nowe produkty",
        "introduces new products in person",
    ),
    fact(
        "balancing interests",
        ROLE,
        "godzenie interesu klienta z interesem firmy",
        "balancing the customer's interest with the firm's",
    ),
    fact(
        "ways of contact",
        ROLE,
        "przez telefon i e-mail | podczas wizyt | z podróżami",
        "by phone and e-mail | visits to the customer | travel",
    ),
)

TRAITS = (
    fact("insight", NEEDS, "motywy, ambicje", "want, fear and aim for | motives, ambitions"),
    fact("service", NEEDS, "więcej, niż wynika z umowy", "more for the customer than the contract"),
    fact("strategic", NEEDS, "całości | szczegółów na bok", "the whole in view | details aside"),
    fact("proactive", NEEDS, "działanie od razu | przejęcie", "acting at once | taking charge"),
    fact(
        "accountable",
        NEEDS,
        "za własne wybory i ich skutki",
        "one's own choices and their outcomes",
    ),
    fact(
        "communicator",
        NEEDS,
        "pisanie i mówienie | dobrze zrozumiany",
        "writing and speaking | message was understood",
    ),
    fact("prepared", NEEDS, "planu zapasowego | zaskoczeń jest mniej", "fewer surprises"),
    fact("listener", NEEDS, "klient czuje się wysłuchany", "the customer feels heard"),
    fact(
        "questioner",
        NEEDS,
        "obok faktów także o przyczyny, skutki i odczucia",
        "causes, effects and feelings as well as facts",
    ),
    fact(
        "closer",
        NEEDS,
        "pora poprosić o zamówienie | swoboda w mówieniu o cenie i wartości",
        "time to ask for the order | ease in talking about price and value",
    ),
    fact("forward", NEEDS, "do tego, co dalej", "to what comes next"),
    fact("realistic", NEEDS, "na faktach, a nie na nadziei", "on facts, not on hope"),
    fact(
        "learner",
        NEEDS,
        "inwestowanie czasu we własną wiedzę i umiejętności",
        "investing time in one's own knowledge and skills",
    ),
    fact(
        "fearless",
        NEEDS,
        "przyjmowanie krytyki | trudnych rozmów",
        "taking criticism | difficult conversations",
    ),
    fact(
        "team",
        NEEDS,
        "potrzeb zespołu przed własnymi",
        "the team's needs before one's own",
    ),
    fact(
        "negotiator",
        NEEDS,
        "tak, żeby zyskiwały obie firmy | mnożenie możliwości",
        "so that both firms gain | adding options",
    ),
    fact("authentic", NEEDS, "bycie sobą | tą samą osobą", "being yourself | the same person"),
    fact(
        "trustworthy",
        NEEDS,
        "klientowi albo współpracownikom | obietnice i terminy są dotrzymywane",
        "to a customer or to colleagues | promises and deadlines are kept",
    ),
    fact(
        "solver",
        NEEDS,
        "wytrwała praca | kończy się dopiero wtedy, gdy problem znika",
        "persistent work | ends only when the problem is gone",
    ),
)

SKILLS = (
    fact(
        "necessary for success",
        NEEDS,
        "o powodzeniu decydują: organizacja pracy, komunikacja, język angielski, przedsiębiorczość "
        "| technika negocjacji oraz analiza",
        "success depends on organisation of work, communication, english, thinking and acting like "
        "an entrepreneur | negotiation technique and analysis",
    ),
    fact(
        "rhetoric",
        NEEDS,
        "w e-mailu, przez telefon i twarzą w twarz",
        "by e-mail, on the phone and face to face",
    ),
    fact(
        "orientation",
        NEEDS,
        "nastawienie na cel i wynik oraz nastawienie na klienta",
        "goal and result orientation, and customer focus",
    ),
    fact(
        "required by employers",
        NEEDS,
        "wymagają też znajomości sprzedaży, myślenia strategicznego i analitycznego, bardzo dobrej "
        "komunikacji oraz niezawodności połączonej z dobrą organizacją",
        "require an understanding of sales, strategic and analytical thinking, excellent "
        "communication, and reliability combined with good organisation",
    ),
    fact(
        "named in the text too",
        NEEDS,
        "podstawy marketingu, prowadzenie prezentacji, znajomość branży i budowanie relacji w "
        "firmie i poza nią | obsługa systemu crm i inne języki obce",
        "marketing basics, presenting, knowledge of the industry and building relations inside and "
        "outside the firm | crm software and other foreign languages",
    ),
    fact(
        "hard or soft",
        NEEDS,
        "technika negocjacji (fachowa) | niezawodność (osobista)",
        "negotiation technique (hard) | reliability (soft)",
    ),
    fact(
        "why communication counts",
        NEEDS,
        "buduje zaufanie i bliskość",
        "builds trust and closeness",
    ),
    fact(
        "why organisation counts",
        NEEDS,
        "duży wpływ na decyzje zakupowe",
        "strongly influences the customer's buying decisions",
    ),
)

WAYS_IN_AND_ON = (
    fact(
        "business studies",
        WAYS,
        "studia ekonomiczne lub z zarządzania | najczęstsza podstawa",
        "business studies | the usual base",
    ),
    fact(
        "technical sectors",
        WAYS,
        "w branżach technicznych | inżyniersko-ekonomiczne | zarządzanie przedsiębiorstwem",
        "in technical sectors | economic engineering or business administration",
    ),
    fact(
        "side entry",
        WAYS,
        "przejść ze stanowiska inżynierskiego",
        "side entry from engineering",
    ),
    fact(
        "commercial training",
        WAYS,
        "wykształcenie handlowe połączone z biegłością w sprzedaży",
        "commercial training combined with strong selling skills",
    ),
    fact(
        "the path",
        WAYS,
        "(junior sales manager) | (senior sales manager) | do roli kam",
        "from junior sales manager through senior sales manager to key account manager",
    ),
    fact("years of practice", WAYS, "lata praktyki w sprzedaży", "years of sales practice"),
    fact(
        "the entry bar",
        WAYS,
        "od roku do dwóch lat pracy w sprzedaży z mierzalnymi wynikami",
        "one to two years in sales with measurable results",
    ),
    fact(
        "training never stops",
        WAYS,
        "nauka się nie kończy | przemysłu 4.0 i cyfryzacji",
        "training never stops | industry 4.0 and digitalisation",
    ),
    fact(
        "what training teaches",
        WAYS,
        "metody oceniania najcenniejszych klientów i rozwijania współpracy z nimi | "
        "szybkie, mierzalne i trwałe",
        "assessing and growing the most valuable accounts | quick, measurable and lasting",
    ),
)

THE_INDUSTRIES = (
    fact(
        "high demand",
        INDUSTRIES,
        "duże zapotrzebowanie na kam jest w branży dóbr konsumpcyjnych, w informatyce oraz w "
        "branży części i podzespołów dla motoryzacji",
        "high in consumer goods, it and automotive supply",
    ),
    fact(
        "experience sought",
        INDUSTRIES,
        "osób z doświadczeniem w tej roli | farmacji, nauk o życiu i usług finansowych",
        "experienced key account managers are also sought | pharmaceuticals, life sciences and "
        "financial services",
    ),
    fact(
        "specialisation",
        INDUSTRIES,
        "kam w banku potrzebuje innej wiedzy niż kam w hucie",
        "a kam in a bank needs other knowledge than a kam at a steel maker",
    ),
    fact(
        "the ten industries",
        INDUSTRIES,
        "bankowości, ubezpieczeniach dla firm, usługach finansowych, przemyśle stalowym, "
        "informatyce, budowie maszyn, branży dóbr konsumpcyjnych, branży części i podzespołów dla "
        "motoryzacji, farmacji i branży nauk o życiu",
        "banking, business insurance, financial services, steel, it, mechanical engineering, "
        "consumer goods, automotive supply, pharmaceuticals and life sciences",
    ),
    fact(
        "small firms too",
        INDUSTRIES,
        "w korporacjach, a także w małych i średnich firmach",
        "in corporations and in small and medium-sized firms",
    ),
    fact(
        "wherever few spend much",
        INDUSTRIES,
        "niewielu klientów wydaje dużo i potrzebuje fachowej pomocy",
        "wherever few customers spend much and need specialist help",
    ),
)

THE_PAY = (
    fact("experience", PAY, "rośnie zwykle z doświadczeniem", "usually rises with experience"),
    fact(
        "size of the firm",
        PAY,
        "widełki płacowe są różne w małej, średniej i dużej firmie",
        "pay ranges differ between small, medium-sized and large firms",
    ),
    fact(
        "weight of the customer",
        PAY,
        "jak ważny dla firmy jest klient",
        "how important the customer is to the firm",
    ),
    fact(
        "part by results",
        PAY,
        "części zależnej od wyników podwyżka jest możliwa w każdej chwili",
        "the part that depends on results, a raise is possible at any time",
    ),
    fact(
        "no figure is printed",
        PAY,
        "nie podajemy kwot | wpisujesz własne widełki",
        "no amounts | you type your own pay range",
    ),
)

THE_EXAMPLE = (
    fact(
        "reports to",
        EXAMPLE,
        "podległość służbowa: dyrekcja sprzedaży i marketingu",
        "reports to: sales and marketing director",
    ),
    fact(
        "aim of the post",
        EXAMPLE,
        "wsparcie planu biznesowego firmy przez strategie sprzedaży i marketingu dla kluczowych "
        "klientów",
        "support the firm's business plan through sales and marketing strategies for key accounts",
    ),
    fact(
        "owns every side",
        EXAMPLE,
        "odpowiedzialność za każdy obszar relacji",
        "every side of the relationship",
    ),
    fact(
        "go-between",
        EXAMPLE,
        "głównym rozmówcą i pośredniczy między nim a jednostkami firmy",
        "main contact and the go-between for the customer and the firm's units",
    ),
    fact(
        "sales and marketing plan",
        EXAMPLE,
        "realizacja planu sprzedaży i marketingu | osiągnąć lub przekroczyć cele sprzedaży i marży",
        "carrying out a sales and marketing plan | meet or beat sales and margin targets",
    ),
    fact(
        "wider range",
        EXAMPLE,
        "poszerzanie asortymentu | wprowadzanie u niego nowych produktów",
        "widening the range | introducing new products",
    ),
    fact(
        "exact orders",
        EXAMPLE,
        "innymi działami w całym kraju | dokładnie według ustaleń",
        "other departments across the country | carried out exactly as agreed",
    ),
    fact(
        "regular contact",
        EXAMPLE,
        "regularny kontakt z klientami, który podtrzymuje ich zadowolenie",
        "regular contact with customers that keeps them satisfied",
    ),
    fact(
        "joint programmes",
        EXAMPLE,
        "z działem marketingu wspólnych programów",
        "joint programmes for key accounts with the marketing department",
    ),
    fact(
        "years asked for",
        EXAMPLE,
        "od roku do dwóch lat pracy w sprzedaży z mierzalnymi wynikami",
        "one to two years in sales with measurable results",
    ),
    fact(
        "advanced skills",
        EXAMPLE,
        "zaawansowana umiejętność organizacji pracy | zaawansowana umiejętność rozwiązywania "
        "problemów | zaawansowana umiejętność komunikacji",
        "advanced organisational skills | advanced problem solving | advanced communication",
    ),
    fact(
        "interpersonal skills",
        EXAMPLE,
        "prowadzenie prezentacji i uważne słuchanie",
        "presenting and attentive listening",
    ),
    fact(
        "relations",
        EXAMPLE,
        "budowania i utrzymywania relacji w firmie i poza nią",
        "build and keep relations inside and outside the firm",
    ),
    fact(
        "marketing basics",
        EXAMPLE,
        "solidna znajomość podstaw marketingu",
        "solid knowledge of marketing basics",
    ),
    fact(
        "the offer",
        EXAMPLE,
        "wynagrodzenie zasadnicze | premia | za tydzień | świadczenia dodatkowe",
        "base pay | bonus | per week | benefits",
    ),
)

FACTS = (
    *(*THE_ROLE, *KAM_OR_ACCOUNT_MANAGER, *DUTIES, *TRAITS, *SKILLS),
    *(*WAYS_IN_AND_ON, *THE_INDUSTRIES, *THE_PAY, *THE_EXAMPLE),
)
