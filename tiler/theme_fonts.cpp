// SPDX-License-Identifier: Apache-2.0
#include "tiler/theme_fonts.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "tiler/font.hpp"
#include "tiler/font_faces.hpp"

namespace sanvat::tiler::theme_file {

using data::TomlSection;

namespace {

/// Opens the font. The face must be in the file: letters would come from none, or from a font that happens to be there.
std::shared_ptr<const Font> open_font(const TomlSection& part, const ThemeFont& font) {
    std::vector<std::string> faces;
    std::shared_ptr<const Font> opened;
    try {
        opened = std::make_shared<const Font>(font.file);
        faces = font_faces(opened);
    } catch (const data::Error& error) {
        throw part.wrong("file", error.problem() + ": " + font.file.string(), error.remedy());
    }
    if (std::ranges::find(faces, font.face) != faces.end()) return opened;
    std::string known;
    for (const std::string& face : faces)
        known += (known.empty() ? "" : ", ") + face;
    throw part.wrong("face", "is not in the font: \"" + font.face + "\"", font.file.string() + " has " + known);
}

ThemeFont read_font(TomlSection part, const std::vector<std::string>& folders) {
    ThemeFont result{part.text("face"), {}, {}};
    const std::string name = part.text("file");
    for (const std::string& folder : folders) {
        const auto path = std::filesystem::path(folder) / name;
        if (result.file.empty() && std::filesystem::exists(path)) result.file = path;
    }
    if (result.file.empty()) {
        throw part.wrong("file", "is not installed: " + name,
                         "install the font (Debian: fonts-noto-core) or add its folder to fonts.directories");
    }
    result.opened = open_font(part, result);
    part.finish();
    return result;
}

}  // namespace

void read_fonts(TomlSection section, Theme& theme) {
    const auto folders = section.texts("directories");
    theme.regular = read_font(section.section("regular"), folders);
    theme.bold = read_font(section.section("bold"), folders);
    theme.italic = read_font(section.section("italic"), folders);
    section.finish();
}

}  // namespace sanvat::tiler::theme_file
