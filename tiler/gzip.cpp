// SPDX-License-Identifier: Apache-2.0
#include "tiler/gzip.hpp"

#include "data/error.hpp"
#include "tiler/compressor.hpp"

namespace sanvat::tiler {

std::string gzip(std::string_view bytes, GzipEffort effort) {
    libdeflate_compressor& tool = compressor(static_cast<int>(effort));
    std::string out(libdeflate_gzip_compress_bound(&tool, bytes.size()), '\0');
    const std::size_t size = libdeflate_gzip_compress(&tool, bytes.data(), bytes.size(), out.data(), out.size());
    if (size == 0) throw data::Error(data::ErrorKind::failure, {}, "bytes could not be compressed");
    out.resize(size);
    return out;
}

}  // namespace sanvat::tiler
