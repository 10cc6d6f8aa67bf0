// SPDX-License-Identifier: Apache-2.0
#include "tiler/look_identity.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <vector>

#include "data/error.hpp"
#include "tiler/content_bytes.hpp"

namespace sanvat::tiler {

namespace {

namespace fs = std::filesystem;

std::string whole_content(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::error_code unknown;
    const auto size = fs::file_size(file, unknown);
    std::string bytes(unknown ? 0 : size, '\0');
    if (!unknown && stream.read(bytes.data(), static_cast<std::streamsize>(size))) return bytes;
    throw data::Error(data::ErrorKind::failure, {.file = file.string(), .layer = {}, .record = {}, .parameter = {}},
                      "cannot be read", "check its permissions");
}

std::vector<fs::path> icons_in(const fs::path& folder) {
    std::vector<fs::path> icons;
    if (fs::is_directory(folder)) {
        for (const auto& entry : fs::recursive_directory_iterator(folder))
            if (entry.is_regular_file()) icons.push_back(entry.path());
    }
    std::ranges::sort(icons);
    return icons;
}

}  // namespace

std::string look_identity(const Theme& theme, std::string_view program) {
    ContentBytes content;
    content.add(program);
    content.add(theme.digest);
    for (const ThemeFont* font : {&theme.regular, &theme.bold, &theme.italic})
        content.add(whole_content(font->file));
    const fs::path folder = theme.file.parent_path() / "icons";
    for (const fs::path& icon : icons_in(folder)) {
        content.add(icon.lexically_relative(folder).string());
        content.add(whole_content(icon));
    }
    return content.digest();
}

}  // namespace sanvat::tiler
