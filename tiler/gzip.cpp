// SPDX-License-Identifier: Apache-2.0
#include "tiler/gzip.hpp"

#include <libdeflate.h>

#include <memory>

#include "data/error.hpp"

namespace sanvat::tiler {

namespace {

struct FreeCompressor {
    void operator()(libdeflate_compressor* compressor) const noexcept { libdeflate_free_compressor(compressor); }
};
using Compressor = std::unique_ptr<libdeflate_compressor, FreeCompressor>;

Compressor make_compressor(GzipEffort effort) {
    Compressor made{libdeflate_alloc_compressor(static_cast<int>(effort))};
    if (!made) throw data::Error(data::ErrorKind::failure, {}, "no memory for a compressor");
    return made;
}

/// One a thread and effort, since making one costs more than compressing a page with it.
libdeflate_compressor& compressor(GzipEffort effort) {
    if (effort == GzipEffort::quick) {
        thread_local const Compressor quick = make_compressor(GzipEffort::quick);
        return *quick;
    }
    thread_local const Compressor thorough = make_compressor(GzipEffort::thorough);
    return *thorough;
}

}  // namespace

std::string gzip(std::string_view bytes, GzipEffort effort) {
    libdeflate_compressor& tool = compressor(effort);
    std::string out(libdeflate_gzip_compress_bound(&tool, bytes.size()), '\0');
    const std::size_t size = libdeflate_gzip_compress(&tool, bytes.data(), bytes.size(), out.data(), out.size());
    if (size == 0) throw data::Error(data::ErrorKind::failure, {}, "bytes could not be compressed");
    out.resize(size);
    return out;
}

}  // namespace sanvat::tiler
