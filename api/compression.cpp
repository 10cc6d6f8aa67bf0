// SPDX-License-Identifier: Apache-2.0
#include "api/compression.hpp"

#include <libdeflate.h>

#include <memory>

#include "data/error.hpp"

namespace sanvat::api {

namespace {

// Level 1 is libdeflate's quickest that compresses at all; level 6 is four times slower for a tenth less.
constexpr int level = 1;

struct FreeCompressor {
    void operator()(libdeflate_compressor* compressor) const noexcept { libdeflate_free_compressor(compressor); }
};

libdeflate_compressor& compressor() {
    // One a thread, since making one costs more than compressing a page with it.
    thread_local const std::unique_ptr<libdeflate_compressor, FreeCompressor> mine{libdeflate_alloc_compressor(level)};
    if (!mine) throw data::Error(data::ErrorKind::failure, {}, "no memory for a compressor");
    return *mine;
}

}  // namespace

std::string gzip(std::string_view bytes) {
    libdeflate_compressor& tool = compressor();
    std::string out(libdeflate_gzip_compress_bound(&tool, bytes.size()), '\0');
    const std::size_t size = libdeflate_gzip_compress(&tool, bytes.data(), bytes.size(), out.data(), out.size());
    if (size == 0) throw data::Error(data::ErrorKind::failure, {}, "a body could not be compressed");
    out.resize(size);
    return out;
}

bool compressible(std::string_view content_type) noexcept {
    const std::string_view type = content_type.substr(0, content_type.find(';'));
    return type.starts_with("text/") || type.ends_with("json") || type.ends_with("xml") ||
           type == "application/javascript" || type == "application/vnd.mapbox-vector-tile";
}

}  // namespace sanvat::api
