// SPDX-License-Identifier: Apache-2.0
#include "analysis/overlay_ground.hpp"

#include <algorithm>

#include "data/error.hpp"
#include "data/geodesic.hpp"

namespace sanvat::analysis {

using data::MultiPolygon;

namespace {

/// Of the whole; what overlaying leaves by rounding along common borders is far below, a real piece far above.
constexpr double sliver = 1e-9;

/// GEOS only fails on polygons that are not valid: says which unit that is.
[[noreturn]] void blame(const data::AdminUnit& unit, const data::Error& error) {
    const std::string reason = data::invalid_reason(unit.polygon);
    if (reason.empty()) throw error;
    throw data::Error(data::ErrorKind::bad_store, {},
                      "the boundary of " + unit.key.to_string() + " is not valid: " + reason,
                      "mend it in a GIS; `sanvat check` lists all such shapes");
}

/// Marks all parts of the area, at any depth; the area itself only where its parts close a circle.
void mark_parts(const std::vector<data::RawMaterialArea>& areas, const std::string& whole, std::vector<bool>& marks) {
    for (std::size_t i = 0; i < areas.size(); ++i) {
        if (areas[i].part_of != whole || marks[i]) continue;
        marks[i] = true;
        mark_parts(areas, areas[i].id, marks);
    }
}

}  // namespace

std::vector<GroundPiece> cut_by_units(const MultiPolygon& ground, const UnitSet& units) {
    std::vector<GroundPiece> pieces;
    const auto add = [&](std::optional<std::uint32_t> unit, MultiPolygon piece) {
        const double area = data::area_m2(piece);
        pieces.push_back({unit, area, std::move(piece)});
    };
    MultiPolygon rest = ground;
    const data::Envelope box = data::envelope_of(ground);
    for (std::uint32_t i = 0; i < units.units().size() && !rest.empty(); ++i) {
        const data::AdminUnit& unit = *units.units()[i];
        if (!box.intersects(data::envelope_of(unit.polygon))) continue;
        try {
            MultiPolygon piece = data::intersection(rest, unit.polygon);
            if (piece.empty()) continue;
            rest = data::difference(rest, unit.polygon);
            add(i, std::move(piece));
        } catch (const data::Error& error) {
            blame(unit, error);
        }
    }
    if (!rest.empty()) add(std::nullopt, std::move(rest));

    const double least = sliver * data::area_m2(ground);
    std::erase_if(pieces, [&](const GroundPiece& piece) { return piece.share < least; });
    double whole = 0;
    for (const GroundPiece& piece : pieces)
        whole += piece.share;
    for (GroundPiece& piece : pieces)
        piece.share /= whole;
    return pieces;
}

MultiPolygon own_ground(const std::vector<data::RawMaterialArea>& areas, const Outlines& outlines,
                        const std::vector<double>& own, std::size_t area) {
    std::vector<bool> parts(areas.size());
    mark_parts(areas, areas[area].id, parts);
    MultiPolygon ground = *outlines[area];
    for (std::size_t i = 0; i < areas.size() && !ground.empty(); ++i) {
        if (!parts[i] || i == area || own[i] <= 0 || !outlines[i]) continue;
        ground = data::difference(ground, *outlines[i]);
    }
    if (data::area_m2(ground) <= sliver * data::area_m2(*outlines[area])) ground.clear();
    return ground;
}

}  // namespace sanvat::analysis
