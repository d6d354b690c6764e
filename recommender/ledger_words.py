"""Words for the codes of the ledgers: costs, admission, supply; keys of the catalogue of texts."""

from recommender.messages import Message, message

COSTS = {
    "all_sector_median_monthly_wage": message("Median monthly wage, all sectors").text,
    "average_annual_wage_urban_non_private_all_sectors": message(
        "Average annual wage, urban non-private units"
    ).text,
    "average_annual_wage_urban_private_all_sectors": message(
        "Average annual wage, urban private units"
    ).text,
    "electricity_peak_valley_spread_max": message(
        "Electricity, largest spread of peak and valley"
    ).text,
    "factory_rent_cap_hitech_zone_5.0_space": message(
        "Factory rent, cap of the high-tech zone's programme"
    ).text,
    "factory_rent_fenggang_near_shenzhen_upper_bound": message(
        "Factory rent, Fenggang near Shenzhen, upper bound"
    ).text,
    "factory_rent_high": message("Factory rent, high").text,
    "factory_rent_low": message("Factory rent, low").text,
    "factory_rent_huidong_boluo_high": message("Factory rent, Huidong and Boluo, high").text,
    "factory_rent_huidong_boluo_low": message("Factory rent, Huidong and Boluo, low").text,
    "factory_rent_huiyang_high": message("Factory rent, Huiyang, high").text,
    "factory_rent_huiyang_low": message("Factory rent, Huiyang, low").text,
    "factory_rent_huiyang_near_shenzhen_upper_bound": message(
        "Factory rent, Huiyang near Shenzhen, upper bound"
    ).text,
    "factory_rent_industry_upstairs_average": message(
        "Factory rent, high-rise factories, average"
    ).text,
    "factory_rent_ordinary_outer_districts_lower_bound": message(
        "Factory rent, outer districts, lower bound"
    ).text,
    "industrial_electricity_capacity_charge": message("Electricity, charge by capacity").text,
    "industrial_electricity_demand_charge": message("Electricity, charge by demand").text,
    "industrial_electricity_flat": message("Electricity, flat hours").text,
    "industrial_electricity_peak": message("Electricity, peak hours").text,
    "industrial_electricity_sharp_peak": message("Electricity, sharp peak hours").text,
    "industrial_electricity_valley": message("Electricity, valley hours").text,
    "industrial_electricity_price": message("Electricity, industrial price").text,
    "industrial_electricity_part_agent_purchase_price": message(
        "Electricity, part of the price: purchase"
    ).text,
    "industrial_electricity_part_government_funds": message(
        "Electricity, part of the price: government funds"
    ).text,
    "industrial_electricity_part_system_operation_fee": message(
        "Electricity, part of the price: system operation"
    ).text,
    "industrial_electricity_part_transmission_price": message(
        "Electricity, part of the price: transmission"
    ).text,
    "industrial_land_listing_price_three_plots": message(
        "Industrial land, listing price of three plots"
    ).text,
    "industrial_land_price_average_derived": message(
        "Industrial land, average price (derived)"
    ).text,
    "industrial_land_price_average_stated": message("Industrial land, average price").text,
    "industrial_land_price_collective": message("Industrial land, collective").text,
    "industrial_land_price_derived": message("Industrial land, price (derived)").text,
    "industrial_land_price_m0_single_plot": message("New-type industrial land, one plot").text,
    "industrial_land_price_monthly_max": message("Industrial land, highest month").text,
    "industrial_land_price_monthly_min": message("Industrial land, lowest month").text,
    "industrial_land_price_one_month": message("Industrial land, one month").text,
    "industrial_land_price_one_plot": message("Industrial land, one plot").text,
    "industrial_land_price_state_owned": message("Industrial land, state-owned").text,
    "industrial_land_price_state_owned_per_mu": message(
        "Industrial land, state-owned, per mu"
    ).text,
    "industrial_land_sold_first_half": message("Industrial land sold in the first half-year").text,
    "industrial_land_starting_price_one_plot": message(
        "Industrial land, starting price of one plot"
    ).text,
    "industrial_land_starting_price_two_plots": message(
        "Industrial land, starting price of two plots"
    ).text,
    "industrial_rent_average": message("Industrial rent, average").text,
    "industrial_standard_land_price_high": message("Industrial land, benchmark price, high").text,
    "industrial_standard_land_price_low": message("Industrial land, benchmark price, low").text,
    "land_development_intensity": message("Share of the city that is built on").text,
    "manufacturing_median_monthly_earnings": message(
        "Median monthly earnings in manufacturing"
    ).text,
    "manufacturing_monthly_wage": message("Monthly wage in manufacturing").text,
    "minimum_wage_hourly": message("Minimum wage, hour").text,
    "minimum_wage_monthly": message("Minimum wage, month").text,
}  # fmt: skip

ADMISSION = {
    "admission_authority": message("Who decides on admission").text,
    "admission_review": message("Review before admission").text,
    "annual_output": message("Yearly output").text,
    "annual_tax": message("Yearly tax").text,
    "bidder_type": message("Who may bid").text,
    "build_deadline": message("Deadline to build").text,
    "building_coefficient": message("Share of the plot built on").text,
    "chemical_park_recognition": message("Recognition as a chemical park").text,
    "environment_plan": message("Environmental plan").text,
    "environment_zoning": message("Environmental zoning").text,
    "fixed_investment_intensity": message("Fixed investment per mu").text,
    "floor_area_ratio": message("Floor area ratio").text,
    "industrial_land_indicators": message("Indicators for industrial land").text,
    "industrial_land_protection_line": message("Protected industrial land").text,
    "industry_upstairs_code": message("Code for high-rise factories").text,
    "investment_intensity": message("Investment per mu").text,
    "location_rule": message("Rule on location").text,
    "m0_building_code": message("New-type industrial land: building code").text,
    "m0_functions": message("New-type industrial land: functions").text,
    "m0_measures": message("New-type industrial land: measures").text,
    "m0_new_land_quota": message("New-type industrial land: quota").text,
    "m0_plot_area": message("New-type industrial land: plot").text,
    "m0_support_rooms_split": message("New-type industrial land: support rooms").text,
    "m0_transferee_admission": message("New-type industrial land: who may take over").text,
    "major_project_title": message("Title of a major project").text,
    "min_total_investment": message("Least total investment").text,
    "old_factory_renovation_rules": message("Rules on renewing old factories").text,
    "output_per_mu": message("Output per mu").text,
    "performance_bond": message("Performance bond").text,
    "permitted_process": message("Permitted processes").text,
    "pillar_project_fixed_asset_share": message("Pillar project: share of fixed assets").text,
    "pillar_project_investment": message("Pillar project: investment").text,
    "quality_space_buyer": message("Who may buy quality space").text,
    "rd_share_of_revenue": message("R&D share of revenue").text,
    "registered_office_move": message("Move of the registered office").text,
    "sector_ban": message("Industries barred").text,
    "sector_requirement": message("Industries required").text,
    "single_building_floor": message("Floor of a single building").text,
    "standard_land_indicators": message("Indicators for standard land").text,
    "support_facility_share": message("Share of support facilities").text,
    "tax_per_mu": message("Tax per mu").text,
}

BINDING = {
    "rule": message("rule").text,
    "plot_condition": message("condition of one plot: a precedent").text,
    "observed": message("observed: a precedent").text,
    "project_agreement": message("agreement with one project: a precedent").text,
    "reference": message("for reference").text,
}
FORCE = {
    "in force": message("in force").text,
    "expired": message("expired").text,
    "not a rule": message("not a rule").text,
    "draft": message("draft").text,
    "unknown": message("force not known").text,
}
ITEMS = {
    "high_rise_factory": message("High-rise factory").text,
    "standard_factory": message("Standard factory").text,
    "lab": message("Laboratory").text,
    "office": message("Office").text,
    "plot": message("Plot of land").text,
    "mixed": message("Mixed space").text,
}
STATES = {
    "ready": message("ready").text,
    "building": message("being built").text,
    "planned": message("planned").text,
    "taken": message("taken").text,
    "undated": message("without a date").text,
}


def words_of(table: dict[str, str], code: str) -> Message:
    """The words of a code; a code without words is shown as it is."""
    return message(table.get(code, code.replace("_", " ")))
