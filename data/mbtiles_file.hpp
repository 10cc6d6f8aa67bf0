// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sanvat::data {

/// A new MBTiles 1.3 file (https://github.com/mapbox/mbtiles-spec): contents in one table, the places where they stand
/// in another, so that equal tiles are stored once, and the view `tiles` that readers ask. The same calls give the same
/// bytes. Errors are Error(failure) naming the file; without `finish` the file is not complete.
class MbtilesFile {
public:
    using Metadata = std::vector<std::pair<std::string, std::string>>;

    /// The file must not exist.
    MbtilesFile(const std::filesystem::path& file, const Metadata& metadata);
    ~MbtilesFile();
    MbtilesFile(const MbtilesFile&) = delete;
    MbtilesFile& operator=(const MbtilesFile&) = delete;

    /// `id` is new.
    void add_content(std::int64_t id, std::string_view bytes);
    /// Rows count northwards from the south, as in TMS. The content may come later.
    void add_tile(int zoom, std::uint32_t column, std::uint32_t row, std::int64_t content);
    void finish();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace sanvat::data
