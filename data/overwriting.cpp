// SPDX-License-Identifier: Apache-2.0
#include "data/overwriting.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>
#include <system_error>

#include "data/error.hpp"

namespace sanvat::data {

namespace fs = std::filesystem;

namespace {

bool same_file(const fs::path& a, const fs::path& b) {
    std::error_code no_such_file;
    return fs::equivalent(a, b, no_such_file);
}

bool of_shapefile(const fs::path& file) {
    constexpr std::array<std::string_view, 5> endings{".shp", ".dbf", ".shx", ".prj", ".cpg"};
    return std::ranges::find(endings, file.extension().string()) != endings.end();
}

/// Writing any part of a Shapefile writes its other parts, too.
bool same_data(const fs::path& a, const fs::path& b) {
    if (same_file(a, b)) return true;
    if (!of_shapefile(a) || !of_shapefile(b)) return false;
    return same_file(fs::path(a).replace_extension(".shp"), fs::path(b).replace_extension(".shp"));
}

}  // namespace

void refuse_overwriting(const NamedFile& written, const NamedFile& read) {
    const auto layer = read.name.rfind(':');
    const bool same = same_data(read.name, written.name) ||
                      (layer != std::string::npos && same_data(read.name.substr(0, layer), written.name));
    if (!same) return;
    throw Error(ErrorKind::bad_value, {.file = written.name, .layer = {}, .record = {}, .parameter = written.option},
                "is also what " + read.option + " reads", "name another file");
}

}  // namespace sanvat::data
