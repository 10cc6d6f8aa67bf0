// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sanvat::test {

/// A vector tile read back by code that shares nothing with the writer. Throws std::runtime_error for anything the
/// specification (2.1) forbids: wrong commands, counts or indices, unknown fields, a missing version.
struct MvtFeature {
    std::uint64_t id = 0;
    std::map<std::string, std::string> attributes;        ///< values as text: "3", "true", "Quảng Uyên"
    int type = 0;                                         ///< 1 point, 2 line, 3 polygon
    std::vector<std::vector<std::pair<int, int>>> parts;  ///< points, lines or rings; rings not closed
};

struct MvtLayerContent {
    std::string name;
    std::uint32_t version = 0;
    std::uint32_t extent = 0;
    std::vector<MvtFeature> features;

    /// The feature whose attribute `id` this is; null where there is none.
    [[nodiscard]] const MvtFeature* find(std::string_view id) const;
};

[[nodiscard]] std::map<std::string, MvtLayerContent> read_mvt(const std::string& bytes);

}  // namespace sanvat::test
