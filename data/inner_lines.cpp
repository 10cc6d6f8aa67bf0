// SPDX-License-Identifier: Apache-2.0
#include "data/inner_lines.hpp"

#include <map>
#include <set>

namespace sanvat::data {

Edge edge_between(LonLat a, LonLat b) noexcept {
    return a < b ? Edge{a, b} : Edge{b, a};
}

MultiLineString inner_lines(const std::vector<MultiPolygon>& pieces) {
    std::map<Edge, int> uses;
    for (const MultiPolygon& piece : pieces) {
        for_each_edge(piece, [&](LonLat a, LonLat b) { ++uses[edge_between(a, b)]; });
    }
    std::map<LonLat, std::vector<LonLat>> next;
    for (const auto& [edge, count] : uses) {
        if (count < 2) continue;
        next[edge.first].push_back(edge.second);
        next[edge.second].push_back(edge.first);
    }
    std::set<Edge> walked;
    MultiLineString lines;
    const auto walk = [&](LonLat from, LonLat to) {
        if (!walked.insert(edge_between(from, to)).second) return;
        LineString line{from, to};
        while (next[line.back()].size() == 2 && line.back() != line.front()) {
            const auto& ways = next[line.back()];
            const LonLat onward = ways[0] == line[line.size() - 2] ? ways[1] : ways[0];
            walked.insert(edge_between(line.back(), onward));
            line.push_back(onward);
        }
        lines.push_back(std::move(line));
    };
    // Ends and junctions first; what is left then are closed lines.
    for (const bool closed : {false, true}) {
        for (const auto& [position, ways] : next) {
            if (!closed && ways.size() == 2) continue;
            for (const LonLat way : ways)
                walk(position, way);
        }
    }
    return lines;
}

}  // namespace sanvat::data
