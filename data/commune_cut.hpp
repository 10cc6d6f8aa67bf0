// SPDX-License-Identifier: Apache-2.0
// Inside the data module only: carrying the inner lines of communes over to new outlines.
#pragma once

#include <map>
#include <set>
#include <vector>

#include "data/admin_unit.hpp"
#include "data/inner_lines.hpp"

namespace sanvat::data {

/// Communes of one coverage with new outlines, and the cuts to be made in them.
class CommuneCuts {
public:
    /// One commune: its ground as it was, in one or several pieces, and its new outline. The outline gets the positions
    /// where cuts, its own or a neighbour's, meet it. Both must outlive the object.
    struct Commune {
        std::vector<MultiPolygon> old_pieces;
        MultiPolygon* outline = nullptr;
    };

    /// Finds the cuts and adds their positions to the outlines.
    explicit CommuneCuts(std::map<UnitKey, Commune> communes);

    /// The new ground of each old piece, in their order: together exactly the outline. One that vanished is empty.
    [[nodiscard]] std::vector<MultiPolygon> pieces(const UnitKey& key) const;

private:
    void find_owners();
    void find_old_owners(const std::map<UnitKey, MultiLineString>& lines);
    [[nodiscard]] LonLat new_end(LonLat end, const UnitKey& commune);
    [[nodiscard]] LineString fitted(const LineString& line, const UnitKey& commune);
    [[nodiscard]] LineString noded(const LineString& line, const MultiPolygon& outline);
    void add_nodes();

    std::map<UnitKey, Commune> communes_;
    std::map<Edge, std::set<UnitKey>> owners_;        ///< of the edges of new outlines
    std::map<LonLat, std::set<UnitKey>> old_owners_;  ///< communes that had the free end of an inner line as a position
    std::map<UnitKey, MultiLineString> cuts_;         ///< fitted and noded
    std::map<Edge, std::vector<LonLat>> nodes_;       ///< positions to add to edges
};

}  // namespace sanvat::data
