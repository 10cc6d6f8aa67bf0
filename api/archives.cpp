// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>

#include "api/byte_range.hpp"
#include "api/open_file.hpp"
#include "api/resources.hpp"
#include "data/error.hpp"

namespace sanvat::api {

namespace {

constexpr std::string_view ending = ".pmtiles";

/// A name, and not a way out of the folder or to what is hidden in it, such as a seed's temporary files.
bool is_plain_name(std::string_view name) {
    return !name.starts_with('.') && name.find('/') == std::string_view::npos &&
           name.find('\0') == std::string_view::npos;
}

data::Error no_archive(const std::string& name) {
    return data::not_found("file", "there is no archive \"" + name + "\"");
}

/// The client's copy is of this very file, or it has none.
bool range_still_holds(const Call& call, const OpenFile& file) {
    const std::string condition = call.request->joined_header("if-range");
    return condition.empty() || condition == "\"" + file.etag() + "\"";
}

Response whole_or_part(const Call& call, const std::shared_ptr<const OpenFile>& file) {
    Response response;
    response.content_type = "application/vnd.pmtiles";
    response.etag = file->etag();
    response.weak_etag = false;
    response.headers.emplace_back("Accept-Ranges", "bytes");
    ByteRange range;
    if (call.request->method == "GET" && range_still_holds(call, *file))
        range = parse_range(call.request->joined_header("range"), file->size());
    const std::string size = "/" + std::to_string(file->size());
    switch (range.kind) {
        case ByteRange::Kind::whole:
            response.file = FilePart{file, 0, file->size()};
            break;
        case ByteRange::Kind::part:
            response.status = 206;
            response.file = FilePart{file, range.offset, range.length};
            response.headers.emplace_back("Content-Range", "bytes " + std::to_string(range.offset) + "-" +
                                                               std::to_string(range.offset + range.length - 1) + size);
            break;
        case ByteRange::Kind::none:
            response.status = 416;
            response.content_type.clear();
            response.etag.clear();
            response.headers.emplace_back("Content-Range", "bytes *" + size);
            break;
    }
    return response;
}

}  // namespace

void add_archives(Resources& resources, const std::filesystem::path& folder) {
    if (folder.empty()) return;
    const auto archive = [folder](const Call& call) {
        const std::string name = call.path.at("file") + std::string(ending);
        const auto file = is_plain_name(name) ? OpenFile::open(folder / name) : nullptr;
        if (!file) throw no_archive(name);
        return whole_or_part(call, file);
    };
    resources.push_back(
        {.path = "/archives/{file}.pmtiles",
         .id = "getArchive",
         .tag = "Tiles",
         .summary = "An archive of tiles that `sanvat seed` wrote; ranges of bytes are answered with 206",
         .path_parameters = {{"file", "Name without its ending", R"({"type":"string"})", true}},
         .types = {"application/vnd.pmtiles"},
         .answer = Answer(archive)});
}

}  // namespace sanvat::api
