// SPDX-License-Identifier: Apache-2.0
#include "data/output_file.hpp"

#include <cpl_string.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace sanvat::data {

namespace fs = std::filesystem;

namespace {

std::string lower_case(std::string text) {
    std::ranges::transform(text, text.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return text;
}

}  // namespace

Error disk_failure(const fs::path& file, const std::string& problem) {
    return {ErrorKind::failure,
            {.file = file.string(), .layer = {}, .record = {}, .parameter = {}},
            problem,
            "check the folder, its permissions and the space on the disk"};
}

std::string ending_of(const fs::path& file) {
    const std::string extension = file.extension().string();
    return lower_case(extension.empty() ? "" : extension.substr(1));
}

GDALDriver& driver_for(const std::string& ending) {
    constexpr std::array<std::pair<std::string_view, const char*>, 10> usual{{{"geojson", "GeoJSON"},
                                                                              {"json", "GeoJSON"},
                                                                              {"xlsx", "XLSX"},
                                                                              {"gpkg", "GPKG"},
                                                                              {"shp", "ESRI Shapefile"},
                                                                              {"kml", "LIBKML"},
                                                                              {"gpx", "GPX"},
                                                                              {"fgb", "FlatGeobuf"},
                                                                              {"gdb", "OpenFileGDB"},
                                                                              {"tab", "MapInfo File"}}};
    GDALDriverManager& manager = *GetGDALDriverManager();
    for (const auto& [known, name] : usual) {
        if (known == ending) return *manager.GetDriverByName(name);
    }
    for (int i = 0; i < manager.GetDriverCount(); ++i) {
        GDALDriver* driver = manager.GetDriver(i);
        const bool writes = driver->GetMetadataItem(GDAL_DCAP_VECTOR) && driver->GetMetadataItem(GDAL_DCAP_CREATE);
        const char* endings = driver->GetMetadataItem(GDAL_DMD_EXTENSIONS);
        if (!writes || !endings || ending.empty()) continue;
        const CPLStringList list(CSLTokenizeString(endings));
        if (list.FindString(ending.c_str()) >= 0) return *driver;
    }
    throw bad_value("out", "no format is written for \"." + ending + "\"",
                    "end the name in .geojson .csv .xlsx .gpkg .shp .kml .gpx or .fgb");
}

WorkFolder::WorkFolder(const fs::path& target) : target_(target) {
    const fs::path parent = target.parent_path();
    std::string pattern = ((parent.empty() ? fs::path(".") : parent) / ".sanvat-XXXXXX").string();
    if (!::mkdtemp(pattern.data())) {
        // Nothing is written yet: a folder that is not there or not ours is the caller's to mend.
        const int code = errno;
        const bool theirs = code == ENOENT || code == ENOTDIR || code == EACCES || code == EPERM || code == EROFS;
        const std::string problem = "cannot be written: " + std::generic_category().message(code);
        if (!theirs) throw disk_failure(target, problem);
        throw bad_input({.file = target.string(), .layer = {}, .record = {}, .parameter = {}}, problem,
                        "give a file in a folder that exists and may be written to");
    }
    path_ = pattern;
}

WorkFolder::~WorkFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

void WorkFolder::release() const {
    std::vector<fs::path> made;
    for (const auto& entry : fs::directory_iterator(path_))
        made.push_back(entry.path());
    std::ranges::sort(made, {}, [this](const fs::path& file) { return file.filename() == target_.filename(); });
    for (const fs::path& file : made) {
        const fs::path place = target_.parent_path() / file.filename();
        std::error_code code;
        if (fs::is_directory(place)) {
            // Some formats are folders; a folder in the place of a file is somebody else's.
            if (!fs::is_directory(file)) throw disk_failure(place, "is a folder");
            fs::remove_all(place, code);
        }
        fs::rename(file, place, code);
        if (code) throw disk_failure(place, "cannot be replaced: " + code.message());
    }
}

}  // namespace sanvat::data
