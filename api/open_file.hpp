// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

namespace sanvat::api {

/// A regular file open for reading; what is in it stays readable though another takes its name. Immutable.
class OpenFile {
public:
    /// Null where there is no such file, or it is no regular one, or its last part is a link. Throws failure where it
    /// is there and cannot be read.
    [[nodiscard]] static std::shared_ptr<const OpenFile> open(const std::filesystem::path& file);
    ~OpenFile();
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;

    [[nodiscard]] int descriptor() const noexcept { return descriptor_; }
    [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
    /// Changes with the file: from its place on the disk, its size and the time of its last change.
    [[nodiscard]] const std::string& etag() const noexcept { return etag_; }

private:
    explicit OpenFile(int descriptor) noexcept : descriptor_(descriptor) {}

    int descriptor_;
    std::uint64_t size_ = 0;
    std::string etag_;
};

/// Bytes of a file that are sent as they are.
struct FilePart {
    std::shared_ptr<const OpenFile> file;
    std::uint64_t offset = 0;
    std::uint64_t length = 0;
};

}  // namespace sanvat::api
