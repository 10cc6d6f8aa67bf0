// SPDX-License-Identifier: Apache-2.0
// Inside the tiler only: what gzip and PNG compress with.
#pragma once

#include <libdeflate.h>

namespace sanvat::tiler {

/// The calling thread's compressor of a level from 1 to 12, made at first use, since making one costs more than
/// compressing a page with it. Throws failure where there is no memory.
[[nodiscard]] libdeflate_compressor& compressor(int level);

}  // namespace sanvat::tiler
