// SPDX-License-Identifier: Apache-2.0
#include "analysis/check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

#include "analysis/coverage_defects.hpp"
#include "analysis/declared_unit.hpp"
#include "analysis/record_places.hpp"
#include "analysis/unit_overlaps.hpp"
#include "data/geodesic.hpp"

namespace sanvat::analysis {

using data::Register;

namespace {

/// Units that only touch may share less than this by the rounding of their coordinates.
constexpr double rounding_m2 = 1e-4;

class Checker {
public:
    explicit Checker(const Snapshot& snapshot)
        : snapshot_(snapshot), content_(snapshot.content()), declared_units_(content_) {}

    std::vector<Finding> run() {
        shapes();
        overlaps();
        gaps();
        links();
        declared_units();
        declared_and_located();
        sources();
        repeated_ids();
        names();
        std::ranges::sort(findings_, {}, [](const Finding& finding) {
            return std::tie(finding.rule, finding.table, finding.record, finding.message);
        });
        return std::move(findings_);
    }

private:
    void add(std::string rule, std::string table, std::string record, std::string message, std::string remedy) {
        findings_.push_back(
            {std::move(rule), std::move(table), std::move(record), std::move(message), std::move(remedy)});
    }

    void shape(const std::string& table, const std::string& record, const data::MultiPolygon& polygon) {
        if (polygon.empty()) return;
        const std::string reason = data::invalid_reason(polygon);
        if (!reason.empty()) add("invalid-shape", table, record, reason, "mend the outline in a GIS");
    }

    void shapes() {
        for (const auto& unit : content_.units)
            shape("admin_units", unit.key.to_string(), unit.polygon);
        for (const auto& area : content_.raw_material_areas)
            shape("raw_material_areas", area.id, area.outline);
        for (const auto& row : content_.crosswalk) {
            shape("admin_crosswalk", row.old_unit.to_string() + " " + row.new_unit.to_string(), row.part);
        }
    }

    /// Days on which units of a level come into force.
    [[nodiscard]] std::set<std::pair<data::AdminLevel, data::Date>> days_of_change() const {
        std::set<std::pair<data::AdminLevel, data::Date>> days;
        for (const auto& unit : content_.units)
            days.emplace(unit.level, unit.key.valid_from);
        return days;
    }

    /// Pairs of units of one level, by position in the content, that may share ground on a day when both are in force.
    /// The first such day is one on which a unit comes into force.
    [[nodiscard]] std::set<std::pair<std::uint32_t, std::uint32_t>> pairs_to_compare() const {
        std::set<std::pair<std::uint32_t, std::uint32_t>> pairs;
        for (const auto& [level, day] : days_of_change()) {
            const auto set = snapshot_.units(level, day);
            const auto position_of = [&](std::uint32_t i) {
                return static_cast<std::uint32_t>(set->units()[i] - content_.units.data());
            };
            for (const auto& [first, second] : set->possible_overlaps())
                pairs.insert(std::minmax(position_of(first), position_of(second)));
        }
        return pairs;
    }

    void overlaps() {
        std::vector<const data::MultiPolygon*> polygons;
        for (const auto& unit : content_.units)
            polygons.push_back(&unit.polygon);
        std::vector<std::pair<std::uint32_t, std::uint32_t>> candidates;
        for (const auto& pair : pairs_to_compare()) {
            // What an invalid outline shares with another is nothing one could measure; it is a finding of its own.
            const bool valid = data::invalid_reason(*polygons[pair.first]).empty() &&
                               data::invalid_reason(*polygons[pair.second]).empty();
            if (valid) candidates.push_back(pair);
        }
        for (const auto& [first, second, area_m2] : unit_overlaps(polygons, candidates, rounding_m2)) {
            const auto& unit = content_.units[first];
            const auto& other = content_.units[second];
            add("overlapping-units", "admin_units", unit.key.to_string(),
                data::full_name(unit) + " and " + data::full_name(other) + ", " + other.key.to_string() +
                    ", overlap by " + area_text(area_m2) + "; points there count in " + unit.key.to_string(),
                "give that ground to one of them");
        }
    }

    void gaps() {
        std::set<std::string> told;  // what stays in force from one day to another leaves the same gaps
        for (const auto& [level, day] : days_of_change()) {
            const auto set = snapshot_.units(level, day);
            std::vector<const data::MultiPolygon*> polygons;
            for (const auto* unit : set->units())
                polygons.push_back(&unit->polygon);
            for (const CoverageDefect& defect : coverage_defects(polygons)) {
                if (defect.kind != CoverageDefect::Kind::gap) continue;
                std::vector<const data::AdminUnit*> around;
                for (const auto i : defect.polygons)
                    around.push_back(set->units()[i]);
                std::string message = gap_text(defect, around);
                if (told.insert(message).second) {
                    add("gap-between-units", "admin_units", around.empty() ? "" : around.front()->key.to_string(),
                        std::move(message), "give that ground to one of them, unless it belongs to nobody");
                }
            }
        }
    }

    static std::string gap_text(const CoverageDefect& gap, const std::vector<const data::AdminUnit*>& around) {
        std::string names;
        for (const auto* unit : around)
            names += (names.empty() ? " around it: " : "; ") + data::full_name(*unit) + ", " + unit->key.to_string();
        return fmt::format("{} near {:.5f}, {:.5f}, {:.1f} m wide, lie in no unit, and points there count in none{};{}",
                           area_text(gap.area_m2), gap.place.lon, gap.place.lat, gap.width_m,
                           gap.closed ? "; maps show it closed" : "", names);
    }

    template <typename Record>
    void link(const std::string& table, const std::string& record, const char* column,
              const std::optional<std::string>& id, const std::vector<Record>& targets) {
        if (!id || find_by_id(targets, *id)) return;
        add("missing-link", table, record, std::string(column) + " \"" + *id + "\" is no record",
            "import that record, or correct the link");
    }

    void links() {
        for (const auto& r : content_.facilities)
            link("facilities", r.id, "producer", r.producer, content_.producers);
        for (const auto& r : content_.products) {
            link("products", r.id, "producer", r.producer, content_.producers);
            link("products", r.id, "facility", r.facility, content_.facilities);
        }
        for (const auto& r : content_.raw_material_areas) {
            link("raw_material_areas", r.id, "part_of", r.part_of, content_.raw_material_areas);
        }
        for (const auto& r : content_.supply_links) {
            link("supply_links", r.id, "area", std::optional(r.area), content_.raw_material_areas);
            link("supply_links", r.id, "facility", r.facility, content_.facilities);
            link("supply_links", r.id, "product", r.product, content_.products);
        }
        for (const auto& r : content_.tour_stops)
            link("tour_stops", r.id, "route", r.route, content_.tour_routes);
        for (const auto& r : content_.craft_villages) {
            if (!r.recognised) continue;
            link("craft_villages", r.id, "facility of the same id", std::optional(r.id), content_.facilities);
        }
        orphans();
        for (const auto& row : content_.crosswalk) {
            const std::string record = row.old_unit.to_string() + " " + row.new_unit.to_string();
            unit("admin_crosswalk", record, "old_unit", row.old_unit);
            unit("admin_crosswalk", record, "new_unit", row.new_unit);
        }
    }

    /// Rows that hang on a record which is not there; they are counted nowhere.
    void orphan(const char* table, const char* column, const std::string& id, const std::string& row) {
        add("missing-link", table, id, row + ": " + column + " \"" + id + "\" is no record",
            "import that record, or delete the row");
    }

    void orphans() {
        const data::HangingRows& rows = content_.orphans;
        for (const auto& [product, rating] : rows.ratings) {
            orphan("product_ratings", "product", product,
                   std::to_string(rating.stars) + " stars of " + rating.signed_on.to_string());
        }
        for (const auto& [area, figure] : rows.figures)
            orphan("raw_material_area_figures", "area", area, "figure of " + std::to_string(figure.year));
        for (const auto& [area, unit] : rows.places)
            orphan("raw_material_area_places", "area", area, "place " + unit.to_string());
    }

    void unit(const std::string& table, const std::string& record, const char* column,
              const std::optional<data::UnitKey>& key) {
        if (!key || declared_units_.find(*key)) return;
        add("missing-link", table, record, std::string(column) + " \"" + key->to_string() + "\" is no unit",
            "import that unit, or correct the key (code and first day)");
    }

    void declared_units() {
        for (const auto& r : content_.units)
            unit("admin_units", r.key.to_string(), "parent", r.parent);
        for (const auto& r : content_.facilities)
            unit("facilities", r.id, "declared_unit", r.declared_unit);
        for (const auto& r : content_.craft_villages)
            unit("craft_villages", r.id, "declared_unit", r.declared_unit);
        for (const auto& r : content_.products)
            unit("products", r.id, "declared_unit", r.declared_unit);
        for (const auto& r : content_.producers)
            unit("producers", r.id, "declared_unit", r.declared_unit);
        for (const auto& r : content_.tour_stops)
            unit("tour_stops", r.id, "declared_unit", r.declared_unit);
        for (const auto& r : content_.raw_material_areas) {
            for (const auto& key : r.place)
                unit("raw_material_areas", r.id, "place", key);
        }
    }

    /// A point outside the ground that its record declares. The ground is asked, not the unit the record counts in, so
    /// that an old district's record is held against the old district.
    template <typename Record>
    void declared_and_located(const char* table, const std::vector<Record>& records) {
        for (const Record& record : records) {
            if (!record.point || !record.declared_unit) continue;
            const auto* ground = declared_units_.ground(*record.declared_unit);
            if (!ground || data::contains(*ground, *record.point)) continue;
            const auto* declared = declared_units_.find(*record.declared_unit);
            const double off_m = data::distance_to_outline_m(*ground, *record.point);
            add("declared-not-located", table, record.id,
                "declared in " + data::full_name(*declared) + ", but its point (" +
                    std::string(to_string(record.lineage.position_accuracy)) + ") lies " +
                    std::to_string(std::lround(off_m)) + " m outside it",
                "check which of the two is right; nothing was changed");
        }
    }

    void declared_and_located() {
        declared_and_located("facilities", content_.facilities);
        declared_and_located("craft_villages", content_.craft_villages);
        declared_and_located("tour_stops", content_.tour_stops);
    }

    template <typename Record>
    void source(const char* table, const std::vector<Record>& records) {
        for (const Record& record : records) {
            if (record.lineage.provenance == data::Provenance::reported && record.lineage.source.empty()) {
                add("no-source", table, record.id, "a reported record without a source", "say where it was read");
            }
        }
    }

    void sources() {
        source("facilities", content_.facilities);
        source("craft_villages", content_.craft_villages);
        source("products", content_.products);
        source("producers", content_.producers);
        source("raw_material_areas", content_.raw_material_areas);
        source("tour_stops", content_.tour_stops);
    }

    template <typename Record>
    void repeated_id(const char* table, const std::vector<Record>& records) {
        for (std::size_t i = 1; i < records.size(); ++i) {
            if (records[i].id == records[i - 1].id) {
                add("repeated-id", table, records[i].id, "two records have this id", "give each its own");
            }
        }
    }

    void repeated_ids() {
        repeated_id("facilities", content_.facilities);
        repeated_id("craft_villages", content_.craft_villages);
        repeated_id("products", content_.products);
        repeated_id("producers", content_.producers);
        repeated_id("raw_material_areas", content_.raw_material_areas);
        repeated_id("supply_links", content_.supply_links);
        repeated_id("tour_routes", content_.tour_routes);
        repeated_id("tour_stops", content_.tour_stops);
    }

    template <typename Record>
    void name(const char* table, const std::vector<Record>& records) {
        for (const Record& record : records) {
            if (record.name.empty()) add("no-name", table, record.id, "a record without a name", "give it one");
        }
    }

    void names() {
        name("facilities", content_.facilities);
        name("craft_villages", content_.craft_villages);
        name("products", content_.products);
        name("producers", content_.producers);
        name("raw_material_areas", content_.raw_material_areas);
        name("tour_routes", content_.tour_routes);
        name("tour_stops", content_.tour_stops);
    }

    const Snapshot& snapshot_;
    const Register& content_;
    const DeclaredUnits declared_units_;
    std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> check(const Snapshot& snapshot) {
    return Checker(snapshot).run();
}

}  // namespace sanvat::analysis
