// SPDX-License-Identifier: Apache-2.0
#include "analysis/overlay.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "analysis/hectares.hpp"
#include "analysis/overlay_ground.hpp"
#include "data/error.hpp"
#include "data/geodesic.hpp"

namespace sanvat::analysis {

using data::RawMaterialArea;
using data::Value;
using data::ValueType;

namespace {

constexpr double m2_per_hectare = 10'000;
/// Declared and measured hectares that differ by more are worth a look.
constexpr double most_difference = 0.20;
constexpr auto not_placed = "not placed";

double to_square_centimetres(double hectares) {
    return std::round(hectares * 1e8) / 1e8;
}
Value percent(double share) {
    return std::round(share * 1e4) / 1e2 + 0.0;  // no minus before a zero
}
Value share_value(double share) {
    return std::round(share * 1e9) / 1e9;
}
/// Where the hectares of one area lie.
struct Spread {
    const char* basis = "none";
    std::vector<GroundPiece> pieces;
    std::string note;
};

class Overlayer {
public:
    Overlayer(const Snapshot& snapshot, const OverlayQuestion& question)
        : areas_(snapshot.content().raw_material_areas) {
        answer_.as_of = question.as_of.value_or(snapshot.reference_date());
        answer_.units_as_of = snapshot.units_date(question.by, question.units.value_or(answer_.as_of));
        placement_ = snapshot.placement(question.by, answer_.units_as_of);
        features_ = snapshot.features(CollectionId::raw_material_areas, answer_.as_of);
        own_ = own_hectares(areas_, answer_.as_of);
        for (std::size_t i = 0; i < areas_.size(); ++i) {
            if (!question.filter.matches(features_->features()[i])) continue;
            asked_.push_back(i);
            answer_.totals.hectares += own_[i];
        }
        for (std::size_t i = 0; i < areas_.size(); ++i) {
            const RawMaterialArea& area = areas_[i];
            const bool known = !area.outline.empty() && question.filter.shows_place(features_->features()[i]);
            invalid_.push_back(known ? data::invalid_reason(area.outline) : std::string());
            outlines_.push_back(known && invalid_.back().empty() ? &area.outline : nullptr);
        }
    }

    Overlay run() {
        answer_.pieces.name = "overlay";
        answer_.pieces.columns = {{"area", ValueType::string},
                                  {"area_name", ValueType::string},
                                  {"crop", ValueType::string},
                                  {"crop_name", ValueType::string},
                                  {"code", ValueType::string},
                                  {"name", ValueType::string},
                                  {"hectares", ValueType::number},
                                  {"share", ValueType::number},
                                  {"share_of_all", ValueType::number},
                                  {"basis", ValueType::string},
                                  {"own_hectares", ValueType::number},
                                  {"declared_hectares", ValueType::number},
                                  {"declared_period", ValueType::string},
                                  {"measured_hectares", ValueType::number},
                                  {"difference_percent", ValueType::number},
                                  {"differs", ValueType::boolean},
                                  {"provenance", ValueType::string},
                                  {"outline_provenance", ValueType::string},
                                  {"note", ValueType::string}};
        for (const std::size_t area : asked_)
            add(area);
        add_units();
        return std::move(answer_);
    }

private:
    [[nodiscard]] Spread spread(std::size_t area) const {
        Spread spread;
        if (outlines_[area]) {
            const auto ground = own_ground(areas_, outlines_, own_, area);
            if (!ground.empty()) return {"outline", cut_by_units(ground, *placement_->units), {}};
            spread.note = "the outlines of its parts cover all of its own";
        } else if (!invalid_[area].empty()) {
            spread.note = "its outline is not valid: " + invalid_[area];
        }
        const auto unit = placement_->raw_material_areas[area];
        if (unit) spread.basis = "place";
        spread.pieces = {{unit, 1, {}}};
        return spread;
    }

    /// The columns that all pieces of the area have in common, from own_hectares on.
    [[nodiscard]] std::vector<Value> facts(std::size_t at, std::string note) const {
        const RawMaterialArea& area = areas_[at];
        const auto* figure = data::figure_on(area, answer_.as_of);
        Value declared, period, measured, off_percent, differs;
        if (figure) {
            declared = *figure->hectares;
            period = figure->period;
        }
        const double ground = outlines_[at] ? data::area_m2(*outlines_[at]) / m2_per_hectare : 0;
        if (outlines_[at]) measured = to_square_centimetres(ground);
        if (figure && outlines_[at]) {
            const double off = ground / *figure->hectares - 1;
            off_percent = percent(off);
            differs = std::abs(off) > most_difference;
        }
        return {to_square_centimetres(own_[at]),
                declared,
                period,
                measured,
                off_percent,
                differs,
                std::string(to_string(area.lineage.provenance)),
                area.outline.empty() ? Value{} : Value{std::string(to_string(area.outline_provenance))},
                note.empty() ? Value{} : Value{std::move(note)}};
    }

    void add(std::size_t at) {
        const RawMaterialArea& area = areas_[at];
        Spread found = spread(at);
        const std::vector<Value> common = facts(at, std::move(found.note));
        for (GroundPiece& piece : found.pieces) {
            const data::AdminUnit* unit = piece.unit ? placement_->units->units()[*piece.unit] : nullptr;
            const double hectares = own_[at] * piece.share;
            count(area, found.basis, piece.unit, hectares);
            data::Row& row = answer_.pieces.rows.emplace_back();
            row.id = area.id + "/" + (unit ? unit->key.to_string() : "none");
            row.values = {area.id,
                          area.name,
                          area.crop,
                          area.crop_name,
                          unit ? Value{unit->key.code} : Value{},
                          unit ? data::full_name(*unit) : not_placed,
                          to_square_centimetres(hectares),
                          share_value(piece.share),
                          answer_.totals.hectares > 0 ? share_value(hectares / answer_.totals.hectares) : Value{},
                          std::string(found.basis)};
            row.values.insert(row.values.end(), common.begin(), common.end());
            if (!piece.ground.empty()) row.geometry = std::move(piece.ground);
        }
    }

    void count(const RawMaterialArea& area, std::string_view basis, std::optional<std::uint32_t> unit,
               double hectares) {
        OverlayTotals& totals = answer_.totals;
        const bool made = area.outline_provenance == data::Provenance::illustrative;
        double& total = !unit              ? totals.not_placed
                        : basis == "place" ? totals.by_place
                        : made             ? totals.by_illustrative_outline
                                           : totals.by_outline;
        total += hectares;
        auto& [areas, sum] = by_unit_[unit.value_or(static_cast<std::uint32_t>(placement_->units->units().size()))];
        if (hectares > 0) ++areas;
        sum += hectares;
    }

    void add_units() {
        answer_.units.name = "overlay_units";
        answer_.units.spatial = false;
        answer_.units.columns = {{"code", ValueType::string},
                                 {"name", ValueType::string},
                                 {"areas", ValueType::integer},
                                 {"hectares", ValueType::number},
                                 {"share", ValueType::number}};
        const auto& units = placement_->units->units();
        const double whole = answer_.totals.hectares;
        static_cast<void>(by_unit_[static_cast<std::uint32_t>(units.size())]);  // "not placed" always has its row
        for (const auto& [at, figures] : by_unit_) {
            const bool placed = at < units.size();
            if (placed && figures.first == 0) continue;
            answer_.units.rows.push_back(
                {{},
                 {placed ? Value{units[at]->key.code} : Value{}, placed ? data::full_name(*units[at]) : not_placed,
                  figures.first, to_square_centimetres(figures.second),
                  whole > 0 ? share_value(figures.second / whole) : Value{}},
                 {}});
        }
    }

    const std::vector<RawMaterialArea>& areas_;
    std::shared_ptr<const Placement> placement_;
    std::shared_ptr<const FeatureTable> features_;
    std::vector<double> own_;
    std::vector<std::string> invalid_;  ///< why an outline is not valid, parallel to areas_; empty: it is, or is none
    Outlines outlines_;
    std::vector<std::size_t> asked_;
    std::map<std::uint32_t, std::pair<std::int64_t, double>> by_unit_;  ///< areas and hectares; the last: not placed
    Overlay answer_;
};

}  // namespace

Overlay overlay(const Snapshot& snapshot, const OverlayQuestion& question) {
    return Overlayer(snapshot, question).run();
}

PropertyCondition parse_crop_condition(const Snapshot& snapshot, const std::string& parameter, std::string_view crops) {
    std::set<std::string> known;
    for (const RawMaterialArea& area : snapshot.content().raw_material_areas)
        known.insert(area.crop);
    PropertyCondition condition{"crop", {}};
    while (true) {
        const std::string crop(crops.substr(0, crops.find(',')));
        if (!known.contains(crop)) {
            std::string list;
            for (const std::string& each : known)
                list += (list.empty() ? "give some of " : ",") + each;
            throw data::bad_value(parameter, "no raw-material area grows \"" + crop + "\"",
                                  known.empty() ? "the store has no areas: import some" : list);
        }
        condition.one_of.push_back(crop);
        if (condition.one_of.back().size() == crops.size()) return condition;
        crops.remove_prefix(crop.size() + 1);
    }
}

}  // namespace sanvat::analysis
