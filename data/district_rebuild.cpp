// SPDX-License-Identifier: Apache-2.0
#include "data/district_rebuild.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "data/commune_cut.hpp"
#include "data/coverage_mend.hpp"
#include "data/geodesic.hpp"
#include "data/outline_refinement.hpp"

namespace sanvat::data {

namespace {

using FormerOutlines = std::map<UnitKey, MultiPolygon>;

/// New outlines that overlap kept ones by more (0.1 ha) do not fit them.
constexpr double most_overlap_m2 = 1000;

/// The crosswalk between districts and communes, as places in the register's tables.
class Rebuild {
public:
    Rebuild(Register& content, const std::set<Date>& periods) : content_(content) {
        for (AdminUnit& unit : content.units)
            units_[unit.key] = &unit;
        for (CrosswalkRow& row : content.crosswalk) {
            const AdminUnit* old_unit = unit(row.old_unit);
            const AdminUnit* new_unit = unit(row.new_unit);
            if (!old_unit || !new_unit || old_unit->level != AdminLevel::district) continue;
            if (new_unit->level != AdminLevel::commune || !periods.contains(row.new_unit.valid_from)) continue;
            rows_of_commune_[row.new_unit].push_back(&row);
            rows_of_district_[row.old_unit].push_back(&row);
        }
    }

    void cut_communes();
    void fill_whole_parts();
    void measure_shares();
    void dissolve_districts(bool missing_only);
    void dissolve_parents(const FormerOutlines& outlined);

    DistrictRebuild report;

private:
    using Rows = std::vector<CrosswalkRow*>;

    [[nodiscard]] AdminUnit* unit(const UnitKey& key) const {
        const auto found = units_.find(key);
        return found == units_.end() ? nullptr : found->second;
    }
    [[nodiscard]] static Rows drawn(const Rows& rows);
    void give_whole(const UnitKey& commune, const Rows& rows);

    Register& content_;
    std::map<UnitKey, AdminUnit*> units_;
    std::map<UnitKey, Rows> rows_of_commune_;
    std::map<UnitKey, Rows> rows_of_district_;
};

Rebuild::Rows Rebuild::drawn(const Rows& rows) {
    Rows drawn;
    std::ranges::copy_if(rows, std::back_inserter(drawn), [](const CrosswalkRow* row) { return !row->part.empty(); });
    return drawn;
}

/// The whole commune to the one row that can have it: the only one, the only one drawn, or the largest.
void Rebuild::give_whole(const UnitKey& commune, const Rows& rows) {
    Rows candidates = drawn(rows);
    if (candidates.empty()) candidates = rows;
    const auto size = [](const CrosswalkRow* row) {
        return row->part.empty() ? row->share_of_new.value_or(0) : area_m2(row->part);
    };
    CrosswalkRow* owner = *std::ranges::max_element(candidates, {}, size);
    if (candidates.size() > 1) {
        report.warnings.push_back(full_name(*unit(commune)) +
                                  " joins parts of several districts, but nothing says where they meet: it goes to " +
                                  full_name(*unit(owner->old_unit)) + " whole");
    }
    for (CrosswalkRow* row : rows)
        row->part.clear();
    owner->part = unit(commune)->polygon;
}

void Rebuild::cut_communes() {
    std::map<UnitKey, CommuneCuts::Commune> communes;
    for (auto& [key, rows] : rows_of_commune_) {
        AdminUnit* commune = unit(key);
        if (commune->polygon.empty()) continue;
        CommuneCuts::Commune& cut = communes[key];
        for (const CrosswalkRow* row : drawn(rows))
            cut.old_pieces.push_back(row->part);
        cut.outline = &commune->polygon;
    }
    const CommuneCuts cuts(std::move(communes));
    for (auto& [key, rows] : rows_of_commune_) {
        if (unit(key)->polygon.empty()) continue;
        const Rows pieces = drawn(rows);
        const auto ground = pieces.size() > 1 ? cuts.pieces(key) : std::vector<MultiPolygon>{};
        const auto is_gone = [](const MultiPolygon& piece) { return piece.empty(); };
        if (ground.size() != pieces.size() || std::ranges::any_of(ground, is_gone)) {
            give_whole(key, rows);
            continue;
        }
        for (std::size_t i = 0; i < pieces.size(); ++i)
            pieces[i]->part = ground[i];
    }
}

/// Communes that came from one district are known to lie there whole, drawn or not.
void Rebuild::fill_whole_parts() {
    for (auto& [key, rows] : rows_of_commune_) {
        if (rows.size() == 1 && rows.front()->part.empty()) rows.front()->part = unit(key)->polygon;
    }
}

/// Shares by area as drawn. Where a commune has rows that nobody drew, the shares of its ground are known otherwise and
/// stay.
void Rebuild::measure_shares() {
    std::map<const CrosswalkRow*, double> areas;
    for (const auto& [key, rows] : rows_of_commune_) {
        const MultiPolygon& outline = unit(key)->polygon;
        if (outline.empty()) continue;
        const double whole = area_m2(outline);
        const bool all_drawn = drawn(rows).size() == rows.size();
        for (CrosswalkRow* row : rows) {
            if (all_drawn) row->share_of_new = area_m2(row->part) / whole;
            if (row->share_of_new) areas[row] = *row->share_of_new * whole;
        }
    }
    for (const auto& [key, rows] : rows_of_district_) {
        const auto measured = [&](const CrosswalkRow* row) { return areas.contains(row); };
        if (!std::ranges::all_of(rows, measured)) continue;
        double whole = 0;
        for (const CrosswalkRow* row : rows)
            whole += areas.at(row);
        for (CrosswalkRow* row : rows)
            row->share_of_old = areas.at(row) / whole;
    }
}

void Rebuild::dissolve_districts(bool missing_only) {
    for (const auto& [key, rows] : rows_of_district_) {
        AdminUnit* district = unit(key);
        if (missing_only && !district->polygon.empty()) continue;
        const auto has_no_ground = [&](const CrosswalkRow* row) { return unit(row->new_unit)->polygon.empty(); };
        if (std::ranges::any_of(rows, has_no_ground)) {
            report.warnings.push_back(full_name(*district) + " was not rebuilt: some of its communes have no outline");
            continue;
        }
        std::vector<MultiPolygon> cells;
        for (const CrosswalkRow* row : drawn(rows))
            cells.push_back(row->part);
        if (cells.empty()) continue;
        district->polygon = dissolve(cells);
        district->lineage.position_accuracy = PositionAccuracy::traced;
        report.rebuilt.push_back(full_name(*district));
    }
}

void Rebuild::dissolve_parents(const FormerOutlines& outlined) {
    std::set<UnitKey> parents;
    for (const auto& [key, former] : outlined) {
        if (const auto& parent = unit(key)->parent) parents.insert(*parent);
    }
    for (const UnitKey& key : parents) {
        AdminUnit* parent = unit(key);
        if (!parent || rows_of_district_.contains(key)) continue;
        std::vector<MultiPolygon> cells;
        bool whole = true;
        for (const AdminUnit& child : content_.units) {
            const bool counts = child.parent == key && child.level == AdminLevel::commune &&
                                child.key.valid_from == outlined.begin()->first.valid_from;
            if (!counts) continue;
            whole = whole && !child.polygon.empty();
            cells.push_back(child.polygon);
        }
        if (!whole) {
            report.warnings.push_back(full_name(*parent) + " was not rebuilt: some of its communes have no outline");
            continue;
        }
        parent->polygon = dissolve(cells);
        parent->lineage.position_accuracy = PositionAccuracy::traced;
        report.rebuilt.push_back(full_name(*parent));
    }
}

/// The first pair of a new and a kept outline that overlap, in words; empty where all fit.
std::string misfit(const Register& content, const FormerOutlines& outlined) {
    for (const AdminUnit& fresh : content.units) {
        if (!outlined.contains(fresh.key)) continue;
        const Envelope box = envelope_of(fresh.polygon);
        for (const AdminUnit& kept : content.units) {
            const bool neighbour = kept.level == fresh.level && kept.key.valid_from == fresh.key.valid_from &&
                                   !kept.polygon.empty() && !outlined.contains(kept.key) &&
                                   box.intersects(envelope_of(kept.polygon));
            if (!neighbour) continue;
            if (area_m2(intersection(fresh.polygon, kept.polygon)) > most_overlap_m2) {
                return full_name(fresh) + " and " + full_name(kept);
            }
        }
    }
    return {};
}

/// Makes the communes of those days one coverage where they almost are; says what it did.
std::vector<std::string> mend_communes(Register& content, const std::set<Date>& periods) {
    std::vector<std::string> words;
    for (const Date period : periods) {
        std::vector<NamedOutline> outlines;
        for (AdminUnit& unit : content.units) {
            const bool counts = unit.level == AdminLevel::commune && unit.key.valid_from == period;
            if (counts && !unit.polygon.empty()) outlines.push_back({full_name(unit), &unit.polygon});
        }
        CoverageMend mend = mend_coverage(outlines);
        if (mend.overlap_m2 > 0 || mend.gap_m2 > 0) {
            words.push_back(
                fmt::format("outlines that should meet overlapped by {:.0f} m² and left gaps of {:.1f} m²: mended",
                            mend.overlap_m2, mend.gap_m2));
        }
        std::ranges::move(mend.left, std::back_inserter(words));
    }
    return words;
}

/// Outlines that differ from the former ones only by what cuts added get those back.
void keep_refined(Register& content, const FormerOutlines& outlined) {
    for (AdminUnit& unit : content.units) {
        const auto former = outlined.find(unit.key);
        if (former != outlined.end() && refines(former->second, unit.polygon)) unit.polygon = former->second;
    }
}

}  // namespace

DistrictRebuild rebuild_districts(Register& content, const FormerOutlines& outlined) {
    if (outlined.empty()) return {};
    if (const std::string pair = misfit(content, outlined); !pair.empty()) {
        return {.rebuilt = {},
                .warnings = {"districts and province keep their outlines: those of " + pair +
                             " overlap; import all communes of the province together"}};
    }
    std::set<Date> periods;
    for (const auto& [key, former] : outlined)
        periods.insert(key.valid_from);
    auto mended = mend_communes(content, periods);
    keep_refined(content, outlined);
    Rebuild rebuild(content, periods);
    rebuild.report.warnings = std::move(mended);
    rebuild.cut_communes();
    rebuild.measure_shares();
    rebuild.dissolve_districts(false);
    rebuild.dissolve_parents(outlined);
    return std::move(rebuild.report);
}

DistrictRebuild fill_missing_districts(Register& content) {
    std::set<Date> periods;
    for (const CrosswalkRow& row : content.crosswalk)
        periods.insert(row.new_unit.valid_from);
    Rebuild rebuild(content, periods);
    rebuild.fill_whole_parts();
    rebuild.dissolve_districts(true);
    return std::move(rebuild.report);
}

}  // namespace sanvat::data
