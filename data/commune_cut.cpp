// SPDX-License-Identifier: Apache-2.0
#include "data/commune_cut.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <optional>
#include <utility>

#include "data/geodesic.hpp"
#include "data/geos.hpp"

namespace sanvat::data {

namespace {

/// Positions this close (about a metre) are one: no position is added right beside another.
constexpr double same_place_degrees = 1e-5;

double apart(LonLat a, LonLat b) noexcept {
    return std::hypot(a.lon - b.lon, a.lat - b.lat);
}

/// The place of an edge that is nearest, degrees of longitude shrunk as at that latitude.
LonLat nearest_on(const Edge& edge, LonLat p) noexcept {
    const double shrink = std::cos(p.lat * std::numbers::pi / 180);
    const auto [a, b] = edge;
    const double dx = (b.lon - a.lon) * shrink;
    const double dy = b.lat - a.lat;
    const double length2 = dx * dx + dy * dy;
    if (length2 == 0) return a;
    const double t = std::clamp(((p.lon - a.lon) * shrink * dx + (p.lat - a.lat) * dy) / length2, 0.0, 1.0);
    const LonLat found{a.lon + t * (b.lon - a.lon), a.lat + t * (b.lat - a.lat)};
    if (apart(found, a) < same_place_degrees) return a;
    if (apart(found, b) < same_place_degrees) return b;
    return found;
}

double distance2(LonLat a, LonLat b) noexcept {
    const double dx = (a.lon - b.lon) * std::cos(a.lat * std::numbers::pi / 180);
    const double dy = a.lat - b.lat;
    return dx * dx + dy * dy;
}

/// Where two segments cross; none where they are parallel or miss each other.
std::optional<LonLat> crossing(LonLat p, LonLat q, LonLat a, LonLat b) noexcept {
    const double rx = q.lon - p.lon;
    const double ry = q.lat - p.lat;
    const double sx = b.lon - a.lon;
    const double sy = b.lat - a.lat;
    const double cross = rx * sy - ry * sx;
    if (cross == 0) return std::nullopt;
    const double t = ((a.lon - p.lon) * sy - (a.lat - p.lat) * sx) / cross;
    const double u = ((a.lon - p.lon) * ry - (a.lat - p.lat) * rx) / cross;
    constexpr double slack = 1e-9;
    if (t < -slack || t > 1 + slack || u < -slack || u > 1 + slack) return std::nullopt;
    return LonLat{p.lon + t * rx, p.lat + t * ry};
}

/// Positions between two others, in the order one meets them, each once.
void sort_along(std::vector<LonLat>& positions, LonLat from) {
    std::ranges::sort(positions, {}, [&](LonLat p) { return apart(from, p); });
    const auto repeated =
        std::ranges::unique(positions, [](LonLat a, LonLat b) { return apart(a, b) < rounding_degrees; });
    positions.erase(repeated.begin(), repeated.end());
}

Ring with_nodes(const Ring& ring, const std::map<Edge, std::vector<LonLat>>& nodes) {
    Ring fuller;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        fuller.push_back(ring[i]);
        const auto found = nodes.find(edge_between(ring[i], ring[i + 1]));
        if (found == nodes.end()) continue;
        const auto& between = found->second;  // sorted from the smaller end of the edge
        if (ring[i] < ring[i + 1]) {
            fuller.insert(fuller.end(), between.begin(), between.end());
        } else {
            fuller.insert(fuller.end(), between.rbegin(), between.rend());
        }
    }
    fuller.push_back(ring.back());
    return fuller;
}

/// Positions of the edges that only one of the pieces has.
std::set<LonLat> outline_positions(const std::vector<MultiPolygon>& pieces) {
    std::map<Edge, int> uses;
    for (const MultiPolygon& piece : pieces) {
        for_each_edge(piece, [&](LonLat a, LonLat b) { ++uses[edge_between(a, b)]; });
    }
    std::set<LonLat> positions;
    for (const auto& [edge, count] : uses) {
        if (count == 1) positions.insert({edge.first, edge.second});
    }
    return positions;
}

/// What outline and cuts enclose, each face once; holes of the outline are no faces.
std::vector<MultiPolygon> faces_of(const MultiPolygon& outline, const MultiLineString& cuts) {
    std::set<Edge> edges;
    for_each_edge(outline, [&](LonLat a, LonLat b) { edges.insert(edge_between(a, b)); });
    for (const LineString& cut : cuts) {
        for (std::size_t i = 0; i + 1 < cut.size(); ++i) {
            if (cut[i] != cut[i + 1]) edges.insert(edge_between(cut[i], cut[i + 1]));
        }
    }
    std::vector<geos::GeometryPtr> lines;
    std::vector<const GEOSGeometry*> raw;
    for (const auto& [a, b] : edges) {
        lines.push_back(geos::to_geos(MultiLineString{{a, b}}));
        raw.push_back(lines.back().get());
    }
    const auto collection =
        geos::check(GEOSPolygonize_r(geos::context(), raw.data(), static_cast<unsigned>(raw.size())));
    std::vector<MultiPolygon> faces;
    for (Polygon& face : geos::polygons_of(collection.get())) {
        MultiPolygon alone{std::move(face)};
        const auto shape = geos::to_geos(alone);
        const auto inside = geos::check(GEOSPointOnSurface_r(geos::context(), shape.get()));
        LonLat p;
        GEOSGeomGetX_r(geos::context(), inside.get(), &p.lon);
        GEOSGeomGetY_r(geos::context(), inside.get(), &p.lat);
        if (contains(outline, p)) faces.push_back(std::move(alone));
    }
    return faces;
}

/// The piece that covers most of the face, or where none does, the nearest.
std::size_t piece_of(const MultiPolygon& face, const std::vector<MultiPolygon>& pieces) {
    std::size_t best = 0;
    double most = 0;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const double shared = pieces[i].empty() ? 0 : area_m2(intersection(face, pieces[i]));
        if (shared > most) {
            most = shared;
            best = i;
        }
    }
    if (most > 0) return best;
    double nearest = std::numeric_limits<double>::infinity();
    const auto shape = geos::to_geos(face);
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        double distance = 0;
        const auto other = geos::to_geos(pieces[i]);
        GEOSDistance_r(geos::context(), shape.get(), other.get(), &distance);
        if (!pieces[i].empty() && distance < nearest) {
            nearest = distance;
            best = i;
        }
    }
    return best;
}

}  // namespace

CommuneCuts::CommuneCuts(std::map<UnitKey, Commune> communes) : communes_(std::move(communes)) {
    std::map<UnitKey, MultiLineString> lines;
    for (const auto& [key, commune] : communes_) {
        if (commune.old_pieces.size() > 1) lines[key] = inner_lines(commune.old_pieces);
    }
    find_owners();
    find_old_owners(lines);
    for (const auto& [key, commune_lines] : lines) {
        for (const LineString& line : commune_lines) {
            cuts_[key].push_back(noded(fitted(line, key), *communes_.at(key).outline));
        }
    }
    add_nodes();
}

void CommuneCuts::find_owners() {
    for (const auto& [key, commune] : communes_) {
        for_each_edge(*commune.outline, [&](LonLat a, LonLat b) { owners_[edge_between(a, b)].insert(key); });
    }
}

void CommuneCuts::find_old_owners(const std::map<UnitKey, MultiLineString>& lines) {
    for (const auto& [key, commune_lines] : lines) {
        const std::set<LonLat> outline = outline_positions(communes_.at(key).old_pieces);
        for (const LineString& line : commune_lines) {
            // Lines that meet inside the commune end at a corner of their own, which stays.
            if (outline.contains(line.front())) old_owners_[line.front()].insert(key);
            if (outline.contains(line.back())) old_owners_[line.back()].insert(key);
        }
    }
    for (const auto& [key, commune] : communes_) {
        for (const MultiPolygon& piece : commune.old_pieces) {
            for_each_edge(piece, [&](LonLat a, LonLat /*b*/) {
                if (const auto end = old_owners_.find(a); end != old_owners_.end()) end->second.insert(key);
            });
        }
    }
}

/// Where the same communes meet now as met at the old end: a corner of three or more, else the nearest place of the
/// edge of two. Where no such place is left, the nearest of the commune's outline.
LonLat CommuneCuts::new_end(LonLat end, const UnitKey& commune) {
    const std::set<UnitKey>& met = old_owners_.at(end);
    const auto meet_again = [&met](const std::set<UnitKey>& owners) {
        return met.size() == 1 ? owners == met : std::ranges::includes(owners, met);
    };
    if (met.size() > 2) {
        std::map<LonLat, std::set<UnitKey>> corners;
        for (const auto& [edge, owners] : owners_) {
            if (!owners.contains(commune)) continue;
            corners[edge.first].insert(owners.begin(), owners.end());
            corners[edge.second].insert(owners.begin(), owners.end());
        }
        std::erase_if(corners, [&](const auto& corner) { return !meet_again(corner.second); });
        const auto nearest =
            std::ranges::min_element(corners, {}, [&](const auto& corner) { return distance2(end, corner.first); });
        if (nearest != corners.end()) return nearest->first;
    }
    std::optional<std::pair<Edge, LonLat>> best;
    bool best_meets = false;
    for (const auto& [edge, owners] : owners_) {
        if (!owners.contains(commune)) continue;
        const bool meets = meet_again(owners);
        if (best && best_meets && !meets) continue;
        const LonLat place = nearest_on(edge, end);
        if (best && best_meets == meets && distance2(end, best->second) <= distance2(end, place)) continue;
        best = {edge, place};
        best_meets = meets;
    }
    const auto& [edge, place] = *best;
    if (place != edge.first && place != edge.second) nodes_[edge].push_back(place);
    return place;
}

LineString CommuneCuts::fitted(const LineString& line, const UnitKey& commune) {
    const MultiPolygon& outline = *communes_.at(commune).outline;
    const auto is_free = [&](LonLat end) { return line.front() != line.back() && old_owners_.contains(end); };
    const bool move_first = is_free(line.front());
    const bool move_last = is_free(line.back());
    auto first = line.begin() + (move_first ? 1 : 0);
    auto last = line.end() - (move_last ? 1 : 0);
    if (move_first) first = std::find_if(first, last, [&](LonLat p) { return contains(outline, p); });
    if (move_last) {
        while (first < last && !contains(outline, *(last - 1)))
            --last;
    }
    LineString made;
    if (move_first) made.push_back(new_end(line.front(), commune));
    made.insert(made.end(), first, last);
    if (move_last) made.push_back(new_end(line.back(), commune));
    return made;
}

/// The line with a position wherever it crosses the outline, which gets the same.
LineString CommuneCuts::noded(const LineString& line, const MultiPolygon& outline) {
    LineString made;
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        const LonLat p = line[i];
        const LonLat q = line[i + 1];
        std::vector<LonLat> between;
        for_each_edge(outline, [&](LonLat a, LonLat b) {
            if (std::max(a.lon, b.lon) < std::min(p.lon, q.lon) || std::min(a.lon, b.lon) > std::max(p.lon, q.lon) ||
                std::max(a.lat, b.lat) < std::min(p.lat, q.lat) || std::min(a.lat, b.lat) > std::max(p.lat, q.lat)) {
                return;
            }
            auto place = crossing(p, q, a, b);
            if (!place) return;
            for (const LonLat end : {a, b}) {
                if (apart(*place, end) < rounding_degrees) place = end;
            }
            // An end of the segment that lies on the edge is a position of the line already, not yet of the edge.
            const bool at_p = apart(*place, p) < rounding_degrees;
            const bool at_q = apart(*place, q) < rounding_degrees;
            if (at_p) place = p;
            if (at_q) place = q;
            if (!at_p && !at_q) between.push_back(*place);
            if (*place != a && *place != b) nodes_[edge_between(a, b)].push_back(*place);
        });
        sort_along(between, p);
        made.push_back(p);
        made.insert(made.end(), between.begin(), between.end());
    }
    made.push_back(line.back());
    return made;
}

void CommuneCuts::add_nodes() {
    for (auto& [edge, positions] : nodes_)
        sort_along(positions, edge.first);
    if (nodes_.empty()) return;
    for (auto& [key, commune] : communes_) {
        for (Polygon& polygon : *commune.outline) {
            polygon.outer = with_nodes(polygon.outer, nodes_);
            for (Ring& hole : polygon.holes)
                hole = with_nodes(hole, nodes_);
        }
    }
}

std::vector<MultiPolygon> CommuneCuts::pieces(const UnitKey& key) const {
    const Commune& commune = communes_.at(key);
    const auto cuts = cuts_.find(key);
    if (cuts == cuts_.end()) return {*commune.outline};
    std::vector<std::vector<MultiPolygon>> faces(commune.old_pieces.size());
    for (MultiPolygon& face : faces_of(*commune.outline, cuts->second)) {
        const std::size_t piece = piece_of(face, commune.old_pieces);
        faces[piece].push_back(std::move(face));
    }
    std::vector<MultiPolygon> made;
    made.reserve(faces.size());
    for (const auto& of_piece : faces)
        made.push_back(of_piece.size() == 1 ? of_piece.front() : dissolve(of_piece));
    return made;
}

}  // namespace sanvat::data
