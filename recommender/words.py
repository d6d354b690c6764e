"""Words for the codes of the catalogue; keys of the catalogue of texts."""

from recommender.messages import message

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
