// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>

#include "api/byte_range.hpp"
#include "api/open_file.hpp"
#include "api/percent.hpp"
#include "api/resources.hpp"
#include "data/error.hpp"
#include "data/text.hpp"

namespace sanvat::api {

namespace {

constexpr std::string_view ending = ".pmtiles";
constexpr std::string_view pmtiles_type = "application/vnd.pmtiles";

/// A name, and not a way out of the folder or to what is hidden in it, such as a seed's temporary files.
bool is_plain_name(std::string_view name) {
    return !name.starts_with('.') && name.find('/') == std::string_view::npos &&
           name.find('\0') == std::string_view::npos;
}

data::Error no_archive(const std::string& name) {
    return data::not_found("file", "there is no archive \"" + name + "\"");
}

/// What every file of PMTiles 3 begins with.
constexpr std::string_view archive_beginning = "PMTiles\x03";

/// Files that are called like archives and are none are not offered: a reader would make nothing of them.
bool is_archive(const OpenFile& file) {
    std::array<char, archive_beginning.size()> begins{};
    return ::pread(file.descriptor(), begins.data(), begins.size(), 0) == static_cast<ssize_t>(begins.size()) &&
           std::string_view(begins.data(), begins.size()) == archive_beginning;
}

/// Null where there is no archive of that name.
std::shared_ptr<const OpenFile> open_archive(const std::filesystem::path& folder, const std::string& name) {
    if (!is_plain_name(name)) return nullptr;
    auto file = OpenFile::open(folder / name);
    return file && is_archive(*file) ? file : nullptr;
}

/// Archives of the folder by name, with their bytes; none where no folder is given.
std::map<std::string, std::uint64_t> archives_in(const std::filesystem::path& folder) {
    std::map<std::string, std::uint64_t> archives;
    if (folder.empty()) return archives;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        if (!name.ends_with(ending) || !data::is_utf8(name)) continue;
        if (::access(entry.path().c_str(), R_OK) != 0) continue;  // asked for by name, it says why
        if (const auto file = open_archive(folder, name)) archives.emplace(name, file->size());
    }
    return archives;
}

Response list_archives(const Call& call, const std::filesystem::path& folder) {
    JsonWriter json;
    json.begin_object().key("archives").begin_array();
    for (const auto& [name, bytes] : archives_in(folder)) {
        json.begin_object().member("name", name).member("bytes", bytes).key("links").begin_array();
        write_link(json, call.links.to("/archives/" + percent_encode(name)), "item", pmtiles_type, name);
        json.end_array().end_object();
    }
    json.end_array().key("links").begin_array();
    write_link(json, call.links.to("/archives", "f=json"), "self", media::json, "This document");
    write_link(json, call.links.to("/archives", "f=html"), "alternate", media::html, "The same as a page");
    Response response = respond(media::json, json.end_array().end_object().take());
    response.cache_control = caching::never;  // the folder changes without the store
    return response;
}

/// The client's copy is of this very file, or it has none.
bool range_still_holds(const Call& call, const OpenFile& file) {
    const std::string condition = call.request->joined_header("if-range");
    return condition.empty() || condition == "\"" + file.etag() + "\"";
}

Response whole_or_part(const Call& call, const std::shared_ptr<const OpenFile>& file) {
    Response response;
    response.content_type = pmtiles_type;
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
    resources.push_back({.path = "/archives",
                         .id = "getArchives",
                         .tag = "Tiles",
                         .summary = "The archives of tiles that the server offers, with links to them",
                         .formats = {Format::json, Format::html},
                         .heavy = always,
                         .answer = Answer([folder](const Call& call) { return list_archives(call, folder); })});
    if (folder.empty()) return;
    const auto archive = [folder](const Call& call) {
        const std::string name = call.path.at("file") + std::string(ending);
        const auto file = open_archive(folder, name);
        if (!file) throw no_archive(name);
        return whole_or_part(call, file);
    };
    resources.push_back(
        {.path = "/archives/{file}.pmtiles",
         .id = "getArchive",
         .tag = "Tiles",
         .summary = "An archive of tiles that `sanvat seed` wrote; ranges of bytes are answered with 206",
         .path_parameters = {{"file", "Name without its ending", R"({"type":"string"})", true}},
         .types = {pmtiles_type},
         .answer = Answer(archive)});
}

}  // namespace sanvat::api
