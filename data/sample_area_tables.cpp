// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <unordered_map>
#include <utility>

#include "data/csv.hpp"
#include "data/sample_tables.hpp"

namespace sanvat::data {

namespace {

namespace fs = std::filesystem;

/// Figures that the source does not date count from ever on.
constexpr int undated_year = 0;

using Figures = std::unordered_map<std::string, std::vector<AreaFigure>>;

Figures read_area_figures(const fs::path& folder) {
    const CsvTable table(folder / "raw_material_figures.csv",
                         {"area", "year", "period", "hectares", "qualifier", "production", "source"});
    Figures figures;
    for (const CsvRecord& record : table.records()) {
        AreaFigure figure;
        figure.year = static_cast<int>(record.integer("year").value_or(undated_year));
        figure.period = record.text("period");
        figure.hectares = record.number("hectares");
        if (figure.hectares && *figure.hectares <= 0) record.fail("hectares", "is not above 0", "leave it empty");
        figure.qualifier = record.text("qualifier");
        figure.production = record.text("production");
        figure.source = record.required("source");
        figures[record.required("area")].push_back(std::move(figure));
    }
    return figures;
}

/// Of several places, the accuracy of one says how well all are known; a province says nothing.
PositionAccuracy accuracy_of_places(const Register& sample, const std::vector<UnitKey>& place) {
    return place.empty() ? PositionAccuracy::none : accuracy_of_declared(sample, place.front());
}

Lineage derived(std::string source) {
    return {std::move(source), {}, PositionAccuracy::none, Provenance::derived};
}

}  // namespace

void read_sample_areas(const fs::path& folder, Register& sample) {
    Figures figures = read_area_figures(folder);
    const CsvTable table(folder / "raw_material_areas.csv", {"id", "name", "crop", "crop_name", "crop_name_en", "place",
                                                             "part_of", "certificates", "source", "source_date"});
    for (const CsvRecord& record : table.records()) {
        RawMaterialArea area;
        area.id = record.required("id");
        area.name = record.required("name");
        area.crop = record.required("crop");
        area.crop_name = record.required("crop_name");
        area.crop_name_en = record.text("crop_name_en");
        area.place = record.units("place");
        area.part_of = record.optional_text("part_of");
        area.certificates = record.text("certificates");
        area.lineage = {record.required("source"), record.text("source_date"), accuracy_of_places(sample, area.place),
                        Provenance::reported};
        if (auto found = figures.extract(area.id)) area.figures = std::move(found.mapped());
        std::ranges::stable_sort(area.figures, {}, &AreaFigure::year);
        sample.raw_material_areas.push_back(std::move(area));
    }
    if (!figures.empty()) {
        throw bad_input({(folder / "raw_material_figures.csv").string(), {}, {}, "area"},
                        "speaks of \"" + figures.begin()->first + "\", which raw_material_areas.csv does not have",
                        "give the area or drop the figure");
    }
}

void read_sample_tours(const fs::path& folder, Register& sample) {
    const CsvTable routes(folder / "tour_routes.csv", {"id", "name", "theme", "source"});
    for (const CsvRecord& record : routes.records()) {
        sample.tour_routes.push_back({record.required("id"),
                                      record.required("name"),
                                      record.text("theme"),
                                      {},
                                      {},
                                      {record.required("source"), {}, PositionAccuracy::none, Provenance::reported}});
    }
    const CsvTable stops(folder / "tour_stops.csv", {"id", "name", "kind", "route", "position", "declared_unit", "lon",
                                                     "lat", "position_accuracy", "source", "source_date"});
    for (const CsvRecord& record : stops.records()) {
        TourStop stop;
        stop.id = record.required("id");
        stop.name = record.required("name");
        stop.kind = record.required("kind");
        stop.route = record.optional_text("route");
        stop.position = static_cast<int>(record.integer("position").value_or(0));
        stop.declared_unit = record.unit("declared_unit");
        stop.point = record.point();
        const auto accuracy = record.word("position_accuracy", parse_position_accuracy);
        if (!accuracy) record.fail("position_accuracy", "is empty", "use surveyed, traced, commune, district or none");
        stop.lineage = {record.required("source"), record.text("source_date"), *accuracy, Provenance::reported};
        sample.tour_stops.push_back(std::move(stop));
    }
}

void read_sample_figures(const fs::path& folder, Register& sample) {
    const CsvTable roads(folder / "roads.csv", {"id", "name", "class", "source"});
    for (const CsvRecord& record : roads.records()) {
        sample.roads.push_back({record.required("id"),
                                record.required("name"),
                                record.required("class"),
                                {},
                                derived(record.required("source"))});
    }
    const CsvTable places(folder / "places.csv", {"id", "name", "kind", "lon", "lat", "position_accuracy", "source"});
    for (const CsvRecord& record : places.records()) {
        const auto point = record.point();
        if (!point) record.fail("lon", "is empty", "a place on a map needs its point");
        const auto accuracy = record.word("position_accuracy", parse_position_accuracy);
        sample.places.push_back(
            {record.required("id"),
             record.required("name"),
             record.required("kind"),
             *point,
             {record.required("source"), {}, accuracy.value_or(PositionAccuracy::none), Provenance::reported}});
    }
    const CsvTable figures(folder / "published_figures.csv", {"figure", "value", "unit", "as_of", "source"});
    for (const CsvRecord& record : figures.records()) {
        sample.published_figures.push_back({record.required("figure"), record.required("value"), record.text("unit"),
                                            record.text("as_of"), record.text("source")});
    }
    // A province need not have a programme.
    if (!fs::exists(folder / "indicators.csv")) return;
    const CsvTable indicators(folder / "indicators.csv", {"indicator", "role", "value", "wording", "as_of", "source"});
    for (const CsvRecord& record : indicators.records()) {
        const auto role = record.word("role", parse_figure_role);
        if (!role) record.fail("role", "is empty", "use target or published");
        const auto value = record.number("value");
        if (!value) record.fail("value", "is empty", "give the number");
        sample.indicator_figures.push_back({record.required("indicator"), *role, *value, record.text("wording"),
                                            record.text("as_of"), record.required("source")});
    }
}

}  // namespace sanvat::data
