"""Made-up sentences for training data: harmless, without digits, names or cases."""

from __future__ import annotations

INDICATOR_COMMENTS = (
    "Uppgiften är hämtad ur verksamhetssystemet vid periodens slut.",
    "Utfallet påverkas av att en enhet har bytt lokaler under året.",
    "Underlaget är litet och bör läsas med försiktighet.",
    "Arbetet har tagit fart sedan en samordnare tillträdde.",
    "Enheterna har besvarat frågan i en gemensam enkät.",
    "Utvecklingen följer den plan som beslutades i verksamhetsplanen.",
)

ACTIVITY_COMMENTS = (
    "Arbetet fortsätter enligt plan.",
    "Aktiviteten genomförs tillsammans med andra verksamheter.",
    "Start har skjutits upp i väntan på rekrytering.",
    "Materialet har spritts till alla enheter.",
    "En första omgång är genomförd och utvärderas.",
)

ANALYSES = (
    "Arbetet med målet har utvecklats under perioden. Fler enheter deltar, och kunskapen sprids mellan dem. "
    "Det som återstår är främst att göra arbetssättet varaktigt.",
    "Utfallet visar en stabil utveckling. Skillnaden mellan enheterna är fortfarande stor, och stödet riktas "
    "därför till dem som har kommit kortast.",
    "Samverkan med civilsamhället har stärkts. Uppföljningen bygger på ett litet underlag och ska läsas med "
    "försiktighet.",
    "Insatserna når inte alla som skulle behöva dem. Ett arbete med att göra informationen lättare att hitta "
    "har påbörjats.",
)

REASONS = (
    "Bedömningen vilar på indikatorernas utveckling och på aktiviteternas läge.",
    "Arbetssättet är på plats i de flesta enheter men inte i alla.",
    "Underlaget är för litet för en säkrare bedömning.",
)

OWN_INDICATORS = (
    ("Andel chefer som har gått introduktionen om våld i nära relationer", "andel", "nej"),
    ("Antal samtal till den egna rådgivningen", "antal", "ja"),
    ("Andel mötesplatser som har informationsmaterial på flera språk", "andel", "nej"),
    ("Antal personer som har deltagit i föräldrastöd", "antal", "ja"),
)

OWN_ACTIVITIES = (
    "Temadag om våldsförebyggande arbete för medarbetare",
    "Rutin för stöd till medarbetare som är utsatta för våld",
    "Informationsskyltar med kontaktvägar i besökslokaler",
    "Nätverk för chefer om att fråga om våld",
)

SURVEYS = (
    ("Vet du vart du kan vända dig om du själv är utsatt för våld?", "enkat", "medarbetare", "ja", "nej",
     ("ja", "delvis", "nej")),
    ("Känner du till stadens program mot våld?", "enkat", "chefer", "ja", "nej", ("ja", "nej")),
    ("Fick du det stöd som du behövde?", "brukarundersokning", "personer som har fått stöd", "ja", "nej",
     ("ja, helt", "ja, delvis", "nej", "vet inte")),
    ("Har enheten en rutin för att fråga om våld?", "enkat", "enhetschefer", "nej", "nej",
     ("ja", "den tas fram", "nej")),
    ("Vad skulle göra det lättare att berätta?", "fokusgrupp", "ungdomar på fritidsgårdar", "ja", "nej",
     ("en vuxen som frågar", "att få vara anonym", "annat")),
)  # fmt: skip
"""Question, method, who answered, whether about persons, whether several may be chosen, alternatives."""

PLANNED_WORKS = (
    "Utbildning för alla enheter under våren, och en uppföljande träff under hösten.",
    "En handläggare får i uppdrag att samordna arbetet med de andra nämnderna.",
    "Materialet översätts och sprids till mötesplatser och förskolor.",
    "Rutinen ses över tillsammans med verksamheten och beslutas före sommaren.",
    "En gemensam kartläggning görs med civilsamhället.",
)

WAYS = (
    "Arbetet leds av en samordnare och planeras i en arbetsgrupp med alla enheter.",
    "Målet ingår i enheternas egna planer, och cheferna ansvarar för att det omsätts i vardagen.",
    "Arbetet bedrivs i samverkan med civilsamhället och grannförvaltningarna.",
    "Kunskap sprids genom utbildning, handledning och återkommande samtal på arbetsplatsträffar.",
)

FOLLOW_UPS = (
    "Ledningsgruppen går igenom läget varje tertial.",
    "Uppföljningen sker i tertialrapporterna och i en enkät till enheterna.",
    "Arbetsgruppen redovisar för nämnden i verksamhetsberättelsen.",
)

MARKUP = "Övningstext <script>alert('övning')</script> & <b>fetstil</b>: ska synas som text, inte köras."
"""Proves that text is escaped wherever it is shown."""

FORMULA = '=HYPERLINK("övning") är bara en övningstext som börjar med likhetstecken.'
"""Proves that text is never taken for a formula."""
