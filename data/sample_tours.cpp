// SPDX-License-Identifier: Apache-2.0
#include "data/sample_tours.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "data/csv.hpp"
#include "data/geodesic.hpp"
#include "data/sample_ground.hpp"

namespace sanvat::data {

namespace {

constexpr double unreachable = std::numeric_limits<double>::infinity();

/// Where a position meets the roads: the nearest place on any of them, on the edge between two waypoints.
struct Junction {
    std::size_t from = 0;
    std::size_t to = 0;
    LonLat place;
    double off_m = unreachable;  ///< from the position to the place
};

/// Waypoints and the straight roads between them. Roads meet where they share a waypoint's position.
class RoadNet {
public:
    explicit RoadNet(const std::vector<Road>& roads) {
        for (const Road& road : roads) {
            for (const LineString& line : road.line) {
                for (std::size_t i = 0; i + 1 < line.size(); ++i)
                    edges_.emplace_back(node(line[i]), node(line[i + 1]));
            }
        }
        connect();
    }

    /// The positions between two stops, both left out.
    [[nodiscard]] LineString way(LonLat a, LonLat b) const {
        if (edges_.empty()) return {};
        const Junction start = junction(a);
        const Junction end = junction(b);
        if (distance_m(a, b) <= start.off_m + end.off_m) return {};
        LineString best{start.place, end.place};
        double shortest = same_edge(start, end) ? distance_m(start.place, end.place) : unreachable;
        for (const std::size_t out : {start.from, start.to}) {
            for (const std::size_t in : {end.from, end.to}) {
                const double metres =
                    distance_m(start.place, nodes_[out]) + length_[out][in] + distance_m(nodes_[in], end.place);
                if (metres >= shortest) continue;
                shortest = metres;
                best = {start.place};
                append_path(out, in, best);
                best.push_back(end.place);
            }
        }
        return shortest < unreachable ? best : LineString{};
    }

private:
    static bool same_edge(const Junction& a, const Junction& b) { return a.from == b.from && a.to == b.to; }

    std::size_t node(LonLat place) {
        const auto [found, added] = index_.try_emplace(place, nodes_.size());
        if (added) nodes_.push_back(place);
        return found->second;
    }

    /// Shortest ways between all waypoints (Floyd, Warshall): a province has some dozens.
    void connect() {
        const std::size_t count = nodes_.size();
        length_.assign(count, std::vector<double>(count, unreachable));
        next_.assign(count, std::vector<std::size_t>(count, count));
        for (std::size_t i = 0; i < count; ++i)
            length_[i][i] = 0;
        for (const auto& [a, b] : edges_) {
            length_[a][b] = length_[b][a] = distance_m(nodes_[a], nodes_[b]);
            next_[a][b] = b;
            next_[b][a] = a;
        }
        for (std::size_t via = 0; via < count; ++via) {
            for (std::size_t a = 0; a < count; ++a) {
                for (std::size_t b = 0; b < count; ++b) {
                    if (length_[a][via] + length_[via][b] >= length_[a][b]) continue;
                    length_[a][b] = length_[a][via] + length_[via][b];
                    next_[a][b] = next_[a][via];
                }
            }
        }
    }

    void append_path(std::size_t from, std::size_t to, LineString& line) const {
        line.push_back(nodes_[from]);
        while (from != to) {
            from = next_[from][to];
            line.push_back(nodes_[from]);
        }
    }

    [[nodiscard]] Junction junction(LonLat p) const {
        Junction best;
        for (const auto& [a, b] : edges_) {
            const FootPoint foot = foot_on_leg(p, nodes_[a], nodes_[b]);
            if (foot.distance_m < best.off_m) best = {a, b, foot.place, foot.distance_m};
        }
        return best;
    }

    std::map<LonLat, std::size_t> index_;
    std::vector<LonLat> nodes_;
    std::vector<std::pair<std::size_t, std::size_t>> edges_;
    std::vector<std::vector<double>> length_;
    std::vector<std::vector<std::size_t>> next_;
};

/// Positions a metre apart are one: a stop that stands on a waypoint.
void append(LineString& line, LonLat place) {
    place = rounded(place);
    if (line.empty() || distance_m(line.back(), place) > 1) line.push_back(place);
}

std::vector<LonLat> located_stops(const Register& sample, const std::string& route) {
    std::map<int, LonLat> places;
    for (const TourStop& stop : sample.tour_stops) {
        if (stop.route == route && stop.point) places.emplace(stop.position, *stop.point);
    }
    std::vector<LonLat> stops;
    stops.reserve(places.size());
    for (const auto& [position, place] : places)
        stops.push_back(place);
    return stops;
}

}  // namespace

void draw_roads(const std::filesystem::path& folder, Register& sample) {
    const CsvTable table(folder / "road_waypoints.csv", {"road", "seq", "name", "lon", "lat", "confidence"});
    std::map<std::string, std::map<std::int64_t, std::optional<LonLat>>> waypoints;
    for (const CsvRecord& record : table.records()) {
        waypoints[record.required("road")][record.integer("seq").value_or(0)] = record.point();
    }
    for (Road& road : sample.roads) {
        LineString line;
        const auto flush = [&] {
            if (line.size() >= 2) road.line.push_back(line);
            line.clear();
        };
        for (const auto& [seq, place] : waypoints[road.id]) {
            if (place) {
                line.push_back(*place);
            } else {
                flush();
            }
        }
        flush();
    }
}

void draw_tours(Register& sample) {
    const RoadNet net(sample.roads);
    for (TourRoute& route : sample.tour_routes) {
        const auto stops = located_stops(sample, route.id);
        if (stops.size() < 2) continue;
        LineString line;
        append(line, stops.front());
        for (std::size_t i = 0; i + 1 < stops.size(); ++i) {
            for (const LonLat place : net.way(stops[i], stops[i + 1]))
                append(line, place);
            append(line, stops[i + 1]);
        }
        if (line.size() < 2) continue;
        route.line = {std::move(line)};
        route.line_note = "straight between waypoints";
        route.lineage.provenance = Provenance::derived;
    }
}

}  // namespace sanvat::data
