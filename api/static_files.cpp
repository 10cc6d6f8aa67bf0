// SPDX-License-Identifier: Apache-2.0
#include "api/static_files.hpp"

#include <array>
#include <fstream>
#include <iterator>
#include <utility>

#include "data/error.hpp"
#include "tiler/digest.hpp"

namespace sanvat::api {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 13> types{{
    {".html", media::html},
    {".js", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".svg", "image/svg+xml"},
    {".png", media::png},
    {".ico", "image/x-icon"},
    {".webp", "image/webp"},
    {".woff2", "font/woff2"},
    {".json", media::json},
    {".map", media::json},
    {".webmanifest", "application/manifest+json"},
    {".txt", "text/plain; charset=utf-8"},
    {".wasm", "application/wasm"},
}};

std::string_view type_of(const std::filesystem::path& file) {
    const std::string ending = file.extension().string();
    for (const auto& [known, type] : types) {
        if (known == ending) return type;
    }
    return "application/octet-stream";
}

std::string read(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    if (!stream.good() && !stream.eof()) {
        throw data::Error(data::ErrorKind::failure, {.file = file.string(), .layer = {}, .record = {}, .parameter = {}},
                          "cannot be read");
    }
    return bytes;
}

Bytes read_beside(const std::filesystem::path& file, std::string_view ending) {
    std::filesystem::path compressed = file;
    compressed += ending;
    return std::filesystem::is_regular_file(compressed) ? make_bytes(read(compressed)) : nullptr;
}

bool is_compressed_form(const std::filesystem::path& file) {
    const std::string ending = file.extension().string();
    std::filesystem::path plain = file;
    plain.replace_extension();
    return (ending == ".br" || ending == ".gz") && std::filesystem::exists(plain);
}

Response load(const std::filesystem::path& file, std::string_view path) {
    Response response = respond(type_of(file), read(file));
    response.brotli = read_beside(file, ".br");
    response.gzip = read_beside(file, ".gz");
    response.etag = tiler::digest(*response.body);
    response.weak_etag = false;
    // The viewer's build puts a hash of the content into the names of everything in this folder.
    if (path.starts_with("/assets/")) response.cache_control = caching::forever;
    return response;
}

}  // namespace

StaticFiles::StaticFiles(const std::filesystem::path& folder) {
    if (!std::filesystem::is_directory(folder)) return;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file() || is_compressed_form(entry.path())) continue;
        const std::string path = "/" + std::filesystem::relative(entry.path(), folder).generic_string();
        files_.emplace(path, load(entry.path(), path));
    }
}

const Response* StaticFiles::find(std::string_view path) const {
    const auto found = files_.find(path);
    return found == files_.end() ? nullptr : &found->second;
}

}  // namespace sanvat::api
