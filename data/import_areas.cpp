// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string_view>

#include "data/import_kinds.hpp"
#include "data/import_table.hpp"

namespace sanvat::data {

namespace {

std::vector<std::string> split_list(std::string_view text) {
    std::vector<std::string> parts;
    for (std::size_t start = 0; start <= text.size();) {
        const auto end = std::min(text.find_first_of(";,", start), text.size());
        if (const auto part = trim(text.substr(start, end - start)); !part.empty()) parts.emplace_back(part);
        start = end + 1;
    }
    return parts;
}

/// Rows of one area are its figures of several years or seasons: the first says everything else.
class AreaImporter : public Importer {
public:
    explicit AreaImporter(ImportBatch& batch) : batch_(batch), table_(batch, batch.content.raw_material_areas, by_id) {}

    void take(ImportRecord row) override {
        const auto place = place_of(row);
        const std::string crop = row.text("crop").value_or(slug(row.text("crop_name").value_or("")));
        const std::string name = row.text("name").value_or(made_name(row, place));
        const std::string id = row.text("id").value_or(made_id(name, place));
        if (id.empty()) {
            row.refuse("name", "the record has neither id, name nor crop", "give it one, or delete the record");
            return;
        }
        auto figure = figure_of(row);
        const bool repeated = table_.is_incoming(id);
        if (repeated && (!figure || figures_.contains({id, figure->year, figure->period}))) {
            row.refuse({}, "\"" + id + "\" comes twice", "give each record an id or each figure a year of its own");
            return;
        }
        RawMaterialArea* area = table_.start_or_go_on(id);
        if (!repeated) {
            area->id = id;
            fill(row, crop, name, place, *area);
        }
        if (!figure) return;
        figures_.insert({id, figure->year, figure->period});
        const auto old = std::ranges::find_if(area->figures, [&](const AreaFigure& each) {
            return each.year == figure->year && each.period == figure->period;
        });
        if (old != area->figures.end()) {
            if (says_nothing_new(row, *old, *figure)) figure->source = old->source;
            area->figures.erase(old);
        }
        area->figures.push_back(*figure);
        std::ranges::stable_sort(area->figures, {}, &AreaFigure::year);
    }

    void finish() override { table_.merge(); }

private:
    [[nodiscard]] std::vector<UnitKey> place_of(const ImportRecord& row) const {
        std::vector<UnitKey> units;
        if (row.has("place_units")) {
            for (const std::string& key : split_list(row.text("place_units").value_or(""))) {
                const FoundUnit found =
                    batch_.units.find({.key = key, .code = {}, .name = {}, .district = {}, .date = {}});
                if (!found.problem.empty()) row.refuse("place_units", found.problem, found.remedy);
                if (found.key) units.push_back(*found.key);
            }
        } else if (const auto list = row.text("place")) {
            const auto day = row.day("unit_date");
            for (const std::string& name : split_list(*list)) {
                const FoundUnit found = batch_.units.find(
                    {.key = {}, .code = {}, .name = name, .district = row.text("district").value_or(""), .date = day});
                if (!found.problem.empty()) row.refuse("place", found.problem, found.remedy);
                if (found.key) units.push_back(*found.key);
            }
        } else if (const auto unit = row.declared_unit()) {
            units.push_back(*unit);
        }
        return units;
    }

    [[nodiscard]] std::string made_name(const ImportRecord& row, const std::vector<UnitKey>& place) const {
        std::string name = row.text("crop_name").value_or(row.text("crop").value_or(""));
        const AdminUnit* unit = place.size() == 1 ? batch_.units.unit(place.front()) : nullptr;
        if (!name.empty() && unit) name += " " + full_name(*unit);
        return name;
    }

    [[nodiscard]] static std::string made_id(const std::string& name, const std::vector<UnitKey>& place) {
        const std::string id = slug(name);
        return place.size() == 1 && !id.empty() ? id + "-" + place.front().to_string() : id;
    }

    [[nodiscard]] static std::optional<AreaFigure> figure_of(const ImportRecord& row) {
        const auto hectares = row.number("hectares");
        const auto year = row.integer("year");
        if (!row.text("hectares") && !row.text("year") && !row.text("production")) return std::nullopt;
        if (hectares && !(*hectares > 0)) row.refuse("hectares", "it is not above 0", "leave it blank where unknown");
        if (!year) {
            if (!row.text("year")) row.refuse("year", "figures without a year cannot be dated", "give the year");
            return std::nullopt;
        }
        const bool dated = *year != 0;  // a store says 0 of a figure that nobody dated
        if (dated && (*year < 1900 || *year > 2100)) {
            row.refuse("year", "\"" + *row.text("year") + "\" is no year", "write it as 2024");
            return std::nullopt;
        }
        return AreaFigure{.year = static_cast<int>(*year),
                          .period = row.text("period").value_or(std::to_string(*year)),
                          .hectares = hectares,
                          .qualifier = row.text("qualifier").value_or(""),
                          .production = row.text("production").value_or(""),
                          .source = row.text("source").value_or(row.source().file_name)};
    }

    /// The row's source is the area's: it is the figure's only where that is another than it was.
    [[nodiscard]] static bool says_nothing_new(const ImportRecord& row, const AreaFigure& old,
                                               const AreaFigure& figure) {
        if (old.hectares != figure.hectares) return false;
        return !row.text("source") || (old.qualifier == figure.qualifier && old.production == figure.production);
    }

    void fill(const ImportRecord& row, const std::string& crop, const std::string& name,
              const std::vector<UnitKey>& place, RawMaterialArea& area) const {
        Assign assign(row);
        schema::columns(assign, area);
        area.name = name;
        if (!crop.empty()) area.crop = crop;
        if (area.crop.empty()) row.refuse("crop", "the record has no crop", "give crop or crop_name");
        if (row.has("place_units") || row.has("place") || row.has_declared_unit()) area.place = place;
        assign_link(row, "part_of", batch_.content.raw_material_areas, area.part_of);
        assign_lineage(row, area.lineage);
        fill_outline(row, area);
    }

    void fill_outline(const ImportRecord& row, RawMaterialArea& area) const {
        if (row.has_geometry()) {
            auto outline = row.polygons().value_or(MultiPolygon{});
            // An outline given again is what it was; one that the file brings is reported unless it says otherwise.
            const bool other = outline != area.outline;
            if (other && !row.text("outline_provenance")) area.outline_provenance = Provenance::reported;
            area.outline = std::move(outline);
            if (batch_.places.known() && !area.outline.empty() &&
                !batch_.places.meets_province(envelope_of(area.outline))) {
                row.refuse({}, "the outline lies outside the province",
                           "check its coordinates, or the system with --s-srs");
            }
        } else if (row.source().spatial) {
            area.outline.clear();
        }
        if (!area.outline.empty() && area.outline_provenance == Provenance::reported) {
            area.lineage.position_accuracy = PositionAccuracy::traced;
        } else {
            assign_unit_accuracy(row, area.place.size() == 1 ? std::optional{area.place.front()} : std::nullopt,
                                 area.lineage);
        }
    }

    ImportBatch& batch_;
    ImportTable<RawMaterialArea, decltype(by_id)> table_;
    std::set<std::tuple<std::string, int, std::string>> figures_;
};

bool repeats_accuracy(const ImportRecord& row, const Lineage& lineage) {
    const auto written = row.text("position_accuracy");
    return written && read_word<PositionAccuracy>(*written) == lineage.position_accuracy;
}

class TourRouteImporter : public Importer {
public:
    explicit TourRouteImporter(ImportBatch& batch) : table_(batch, batch.content.tour_routes, by_id) {}

    void take(ImportRecord row) override {
        const std::string id = id_of(row, {});
        TourRoute* route = id.empty() ? nullptr : table_.start(row, id, id);
        if (!route) return;
        route->id = id;
        Assign assign(row);
        schema::columns(assign, *route);
        if (route->name.empty()) row.refuse("name", "the record has no name", "give it one");
        assign_lineage(row, route->lineage);
        const MultiLineString before = route->line;
        if (row.has_geometry()) {
            route->line = row.lines().value_or(MultiLineString{});
        } else if (row.source().spatial) {
            route->line.clear();
        }
        if (route->line == before && repeats_accuracy(row, route->lineage)) return;
        route->lineage.position_accuracy = route->line.empty() ? PositionAccuracy::none : PositionAccuracy::traced;
    }

    void finish() override { table_.merge(); }

private:
    ImportTable<TourRoute, decltype(by_id)> table_;
};

}  // namespace

std::unique_ptr<Importer> make_area_importer(ImportBatch& batch) {
    return std::make_unique<AreaImporter>(batch);
}
std::unique_ptr<Importer> make_tour_route_importer(ImportBatch& batch) {
    return std::make_unique<TourRouteImporter>(batch);
}

}  // namespace sanvat::data
