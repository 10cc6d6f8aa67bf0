// SPDX-License-Identifier: Apache-2.0
#include "data/sample_tables.hpp"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "data/csv.hpp"

namespace sanvat::data {

namespace {

namespace fs = std::filesystem;

Lineage lineage_of(const CsvRecord& record, PositionAccuracy accuracy) {
    return {record.required("source"), record.text("source_date"), accuracy, Provenance::reported};
}

void read_units(const fs::path& folder, Register& sample) {
    const CsvTable table(folder / "units.csv", {"code", "valid_from", "valid_to", "level", "kind", "name", "parent",
                                                "area_km2", "population", "decree", "source", "source_date"});
    for (const CsvRecord& record : table.records()) {
        AdminUnit unit;
        const auto from = record.date("valid_from");
        if (!from) record.fail("valid_from", "is empty", "a unit's key needs its first day");
        unit.key = {record.required("code"), *from};
        unit.valid_to = record.date("valid_to");
        const auto level = record.word("level", parse_admin_level);
        if (!level) record.fail("level", "is empty", "use province, district or commune");
        unit.level = *level;
        unit.kind = record.text("kind");
        unit.name = record.required("name");
        unit.parent = record.unit("parent");
        unit.area_km2 = record.number("area_km2");
        unit.population = record.integer("population");
        unit.decree = record.text("decree");
        unit.lineage = lineage_of(record, PositionAccuracy::none);
        sample.units.push_back(std::move(unit));
    }
}

/// The accuracy that the table states, which must fit the point it has.
PositionAccuracy stated_accuracy(const CsvRecord& record, const std::optional<LonLat>& point) {
    const auto accuracy = record.word("position_accuracy", parse_position_accuracy);
    if (!accuracy) record.fail("position_accuracy", "is empty", "use surveyed, traced, commune, district or none");
    if (locates(*accuracy) && !point) record.fail("position_accuracy", "locates no point", "give lon and lat");
    return *accuracy;
}

/// The facility that a recognised village is: the same record under the same id.
Facility facility_of(const CraftVillage& village) {
    return {village.id,
            village.name,
            FacilityKind::craft_village,
            std::nullopt,
            village.declared_unit,
            village.point,
            {village.recognised_on, std::nullopt},
            village.lineage};
}

void read_craft_villages(const fs::path& folder, Register& sample) {
    const CsvTable table(folder / "craft_villages.csv", {"id", "name", "craft", "craft_en", "hamlet", "declared_unit",
                                                         "recognised", "decision", "recognised_on", "recognised_note",
                                                         "lon", "lat", "position_accuracy", "source", "source_date"});
    for (const CsvRecord& record : table.records()) {
        CraftVillage village;
        village.id = record.required("id");
        village.name = record.required("name");
        village.craft = record.text("craft");
        village.craft_en = record.text("craft_en");
        const std::string recognised = record.text("recognised");
        if (recognised != "yes" && recognised != "no") record.fail("recognised", "is neither yes nor no", "say which");
        village.recognised = recognised == "yes";
        village.decision = record.text("decision");
        village.recognised_on = record.date("recognised_on");
        village.recognised_note = record.text("recognised_note");
        village.hamlet = record.text("hamlet");
        village.declared_unit = record.unit("declared_unit");
        village.point = record.point();
        village.lineage = lineage_of(record, stated_accuracy(record, village.point));
        if (village.recognised) sample.facilities.push_back(facility_of(village));
        sample.craft_villages.push_back(std::move(village));
    }
}

void read_producers(const fs::path& folder, Register& sample) {
    const CsvTable table(folder / "producers.csv", {"id", "name", "kind", "declared_unit", "source", "source_date"});
    for (const CsvRecord& record : table.records()) {
        const auto unit = record.unit("declared_unit");
        sample.producers.push_back({record.required("id"), record.required("name"),
                                    record.word("kind", parse_producer_kind), unit,
                                    lineage_of(record, accuracy_of_declared(sample, unit))});
    }
}

void read_facilities(const fs::path& folder, Register& sample) {
    const CsvTable table(folder / "facilities.csv",
                         {"id", "name", "kind", "producer", "declared_unit", "source", "source_date"});
    for (const CsvRecord& record : table.records()) {
        const auto kind = record.word("kind", parse_facility_kind);
        if (!kind) record.fail("kind", "is empty", "a facility has exactly one kind");
        const auto unit = record.unit("declared_unit");
        sample.facilities.push_back({record.required("id"), record.required("name"), *kind,
                                     record.optional_text("producer"), unit, std::nullopt, Validity{},
                                     lineage_of(record, accuracy_of_declared(sample, unit))});
    }
}

using Ratings = std::unordered_map<std::string, std::vector<Rating>>;

Ratings read_ratings(const fs::path& folder, const SampleRounds& rounds) {
    const CsvTable table(folder / "ratings.csv", {"product", "round", "stars", "decision", "provenance", "source"});
    Ratings ratings;
    for (const CsvRecord& record : table.records()) {
        const auto round = rounds.find(record.required("round"));
        if (round == rounds.end()) record.fail("round", "is no round of rounds.csv", "add the round there");
        const auto stars = record.integer("stars");
        if (!stars || *stars < 3 || *stars > 5)
            record.fail("stars", "is not 3, 4 or 5", "leave other products unrated");
        const auto provenance = record.word("provenance", parse_provenance);
        if (!provenance) record.fail("provenance", "is empty", "use reported or derived");
        ratings[record.required("product")].push_back(
            {static_cast<int>(*stars), round->second, record.text("decision"), record.required("source"), *provenance});
    }
    return ratings;
}

void read_products(const fs::path& folder, const SampleRounds& rounds, Register& sample) {
    Ratings ratings = read_ratings(folder, rounds);
    const CsvTable table(folder / "products.csv",
                         {"id", "name", "group_2019", "group_2023", "subgroup", "material", "producer", "facility",
                          "declared_unit", "status", "source", "source_date"});
    for (const CsvRecord& record : table.records()) {
        Product product;
        product.id = record.required("id");
        product.name = record.required("name");
        product.group_2019 = record.word("group_2019", parse_product_group);
        product.group_2023 = record.word("group_2023", parse_product_group);
        product.subgroup = record.text("subgroup");
        product.material = record.text("material");
        product.producer = record.optional_text("producer");
        product.facility = record.optional_text("facility");
        product.declared_unit = record.unit("declared_unit");
        product.status = record.required("status");
        product.lineage = lineage_of(record, accuracy_of_declared(sample, product.declared_unit));
        if (auto found = ratings.extract(product.id)) product.ratings = std::move(found.mapped());
        std::ranges::sort(product.ratings, {}, &Rating::signed_on);
        sample.products.push_back(std::move(product));
    }
    if (!ratings.empty()) {
        throw bad_input({(folder / "ratings.csv").string(), {}, {}, "product"},
                        "rates \"" + ratings.begin()->first + "\", which products.csv does not have",
                        "give the product or drop the rating");
    }
}

}  // namespace

SampleRounds read_sample_rounds(const fs::path& folder) {
    const CsvTable table(folder / "rounds.csv", {"id", "signed_on"});
    SampleRounds rounds;
    for (const CsvRecord& record : table.records()) {
        const auto day = record.date("signed_on");
        if (!day) record.fail("signed_on", "is empty", "give the day of signing");
        rounds[record.required("id")] = *day;
    }
    return rounds;
}

PositionAccuracy accuracy_of_declared(const Register& sample, const std::optional<UnitKey>& unit) {
    if (!unit) return PositionAccuracy::none;
    const auto found = std::ranges::find(sample.units, *unit, &AdminUnit::key);
    if (found == sample.units.end() || found->level == AdminLevel::province) return PositionAccuracy::none;
    return found->level == AdminLevel::commune ? PositionAccuracy::commune : PositionAccuracy::district;
}

Register read_sample_tables(const fs::path& folder, const SampleRounds& rounds) {
    Register sample;
    read_units(folder, sample);
    read_craft_villages(folder, sample);
    read_producers(folder, sample);
    read_facilities(folder, sample);
    read_products(folder, rounds, sample);
    read_sample_areas(folder, sample);
    read_sample_tours(folder, sample);
    read_sample_figures(folder, sample);
    return sample;
}

}  // namespace sanvat::data
