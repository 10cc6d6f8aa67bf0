// SPDX-License-Identifier: Apache-2.0
#include "tiler/output_stream.hpp"

#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

#include "data/error.hpp"

namespace sanvat::tiler {

OutputStream::OutputStream(std::filesystem::path file) : file_(std::move(file)) {
    stream_ = std::fopen(file_.c_str(), "wbe");
    if (!stream_) fail("cannot be made");
}

OutputStream::~OutputStream() {
    if (stream_) std::fclose(stream_);
}

void OutputStream::fail(std::string_view doing) const {
    throw data::Error(data::ErrorKind::failure, {.file = file_.string(), .layer = {}, .record = {}, .parameter = {}},
                      std::string(doing) + ": " + std::strerror(errno),
                      "check the folder, its permissions and the space on the disk");
}

void OutputStream::write(std::string_view bytes) {
    if (std::fwrite(bytes.data(), 1, bytes.size(), stream_) != bytes.size()) fail("cannot be written");
}

void OutputStream::close() {
    if (std::fclose(std::exchange(stream_, nullptr)) != 0) fail("cannot be written");
}

}  // namespace sanvat::tiler
