"""Words for the codes of the catalogue; keys of the catalogue of texts."""

from features.roads import Vehicle
from recommender.messages import Message, message

KINDS = {
    "development_zone": message("Development zone").text,
    "industrial_park": message("Industrial park").text,
    "theme_park": message("Theme park").text,
    "cluster": message("Industrial cluster").text,
    "town": message("Town").text,
    "cooperation_zone": message("Cooperation zone").text,
    "new_district": message("New district").text,
    "biomedical_city": message("Biomedical city").text,
    "science_park": message("Science park").text,
    "bonded_zone": message("Bonded zone").text,
    "incubator": message("Incubator").text,
}

LEVELS = {
    "national": message("national level").text,
    "provincial": message("provincial level").text,
    "SAR": message("of the Hong Kong SAR").text,
    "municipal": message("city level").text,
    "district": message("district level").text,
    "county_city": message("county level").text,
    "town": message("town level").text,
}
LEVEL_UNKNOWN = message("level not known").text

STATUSES = {
    "operating": message("operating").text,
    "under_construction": message("under construction").text,
    "planned": message("planned").text,
}

FUNCTIONS = {
    "hq": message("Headquarters").text,
    "r_and_d": message("Research and development").text,
    "production": message("Production").text,
    "warehouse": message("Warehouse").text,
    "sales": message("Sales").text,
}

WHERE = {
    "bay": message("Anywhere in the Bay Area").text,
    "zhongshan": message("Zhongshan only").text,
    "cities": message("Chosen cities").text,
    "china": message("All of China, for comparison").text,
}

WEIGHT_SETS = {
    "biomedical": message("Biomedical").text,
    "headquarters": message("Headquarters and offices").text,
    "logistics": message("Logistics").text,
    "manufacturing": message("Manufacturing").text,
    "r_and_d": message("Research and development").text,
}
"""Sets of weights that come with the program; a saved one has its own label."""

BY: dict[Vehicle, str] = {
    "car": message("by car").text,
    "truck": message("by truck").text,
    "heavy_truck": message("by heavy truck").text,
    "passenger": message("without a vehicle").text,
}
"""How one travels; a truck is of class 1 to 3, a heavy one of class 4 and above."""

MODES = {
    "road": message("road").text,
    "bridge": message("bridge").text,
    "tunnel": message("tunnel").text,
    "ferry": message("ferry").text,
    "rail": message("railway").text,
    "streets": message("streets").text,
}

NOT_OPEN = {
    "under_construction": message("under construction, not open").text,
    "unverified": message("opening not verified").text,
}
"""Links that only a supposition opens."""

PROJECT_KINDS = {
    "new": message("a new plant").text,
    "retrofit": message("a retrofit").text,
    "expansion": message("an expansion").text,
}

OWNERSHIPS = {
    "domestic": message("Mainland owned").text,
    "hk_macao": message("Hong Kong or Macao owned").text,
    "foreign": message("Foreign owned").text,
}

RESULTS = {
    "pass": message("pass").text,
    "fail": message("fail").text,
    "unknown": message("unknown").text,
}

CURRENCIES = {
    "CNY": {"en": "CNY", "zh": "元"},
    "HKD": {"en": "HKD", "zh": "港元"},
    "MOP": {"en": "MOP", "zh": "澳门元"},
    "USD": {"en": "USD", "zh": "美元"},
}
"""Names of the currencies by language."""

ATTRIBUTES = {
    "area_km2": message("Area").text,
    "core_area_km2": message("Audited core area of 2018").text,
    "approved": message("Approved").text,
    "established_year": message("Established").text,
    "kind": message("Kind").text,
    "level": message("Level").text,
    "status": message("Status").text,
    "city": message("City").text,
    "partner_city": message("Partner").text,
    "cooperation_mode": message("Cooperation").text,
    "population": message("Population").text,
    "named_industrial_areas": message("Named industrial areas").text,
    "titles": message("Titles").text,
    "land_notes": message("Notes on land").text,
    "precision_km": message("Precision of the point").text,
    "location": message("Point").text,
    "sector": message("Industry named").text,
    "notes": message("Notes").text,
    "firms": message("Firms").text,
}

ANNOUNCED = message("Announced: {what}").text

ANNOUNCEMENTS = {
    "gdp": message("gross domestic product").text,
    "gdp_target_2025": message("gross domestic product, target of 2025").text,
    "gdp_target_2035": message("gross domestic product, target of 2035").text,
    "investment": message("investment in all").text,
    "investment_phase1": message("investment of the first phase").text,
    "investment_phase3": message("investment of the third phase").text,
    "investment_plan": message("investment planned").text,
    "invested": message("invested so far").text,
    "industrial_investment": message("industrial investment").text,
    "projects_signed": message("projects signed").text,
    "output": message("output").text,
    "output_target": message("output, target").text,
    "industrial_output": message("industrial output").text,
    "above_scale_industrial_value_added": message(
        "value added of industry above designated size"
    ).text,
    "value_added": message("value added").text,
    "revenue": message("revenue").text,
    "revenue_target": message("revenue, target").text,
    "trade": message("foreign trade").text,
}
"""What parks and towns announce most; other announcements keep the name that the data give them."""


def attribute_words(attribute: str) -> Message:
    """The name of an evidence attribute, for a reader."""
    if attribute.startswith("announced."):
        name = attribute.removeprefix("announced.")
        return message(ANNOUNCED, what=message(ANNOUNCEMENTS.get(name, name.replace("_", " "))))
    return message(ATTRIBUTES.get(attribute, attribute.replace("_", " ")))


DOUBTS = {
    "stated": message("About these weights").text,
    "order": message("Only their order").text,
    "any": message("Not at all: any weights are plausible").text,
    "intervals": message("Between the ends that the profile names").text,
}
"""How firmly weights are meant."""
